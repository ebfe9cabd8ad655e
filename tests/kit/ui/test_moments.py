"""When something happened, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from practica.kit.ui.moments import in_full, words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=18), "18 min ago"),
        (timedelta(hours=2), "2 h ago"),
        (timedelta(hours=14), "yesterday"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=4), "4 days ago"),
        (timedelta(days=12), "12 November"),
        (timedelta(days=400), "20 October 2025"),
    ],
)
def test_words_are_relative_up_to_a_week_and_then_a_date(before, said):
    assert words(NOON - before, now=NOON) == said


def test_what_lies_ahead_is_a_date():
    assert words(NOON + timedelta(days=2), now=NOON) == "26 November"


@pytest.mark.parametrize("language", ["en", None])
def test_dates_are_the_same_in_a_page_and_in_the_worker_that_speaks_no_language(language):
    with translation.override(language):
        assert words(NOON - timedelta(days=400), now=NOON) == "20 October 2025"
        assert in_full(NOON) == "24 November 2026, 12:00"
