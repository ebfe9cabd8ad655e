"""Whether searches for a closed gap still find nothing: as a rate before and since."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from practica.reach.gaps.models import Gap, GapSignal
from practica.reach.gaps.queries.later import Later, later_of

CLOSED = timezone.now() - dt.timedelta(days=60)


def gap(**values):
    return Gap(state="closed", **{"closed_at": CLOSED, "misses_before": 12} | values)


def test_it_is_said_for_thirty_days_before_and_since():
    later = Later.of(before=12, since=4, days=60)

    assert (later.rate, later.per_cent) == ("2", -83)


@pytest.mark.parametrize(
    ("before", "since", "days", "rate", "per_cent"),
    [
        (1, 1, 60, "0.5", -50),
        (2, 12, 90, "4", 100),
        (3, 9, 90, "3", 0),
        (5, 0, 30, "0", -100),
        (0, 3, 90, "1", None),
        (6, 0, 6, "0", None),
    ],
)
def test_it_is_compared_where_there_is_something_to_compare(before, since, days, rate, per_cent):
    later = Later.of(before=before, since=since, days=days)

    assert (later.rate, later.per_cent) == (rate, per_cent)


def test_what_is_not_closed_has_no_later():
    assert later_of(Gap(state="open"), GapSignal.objects.none()) is None


@pytest.mark.django_db
def test_days_count_as_long_as_searches_are_kept(settings):
    settings.GAP_KEPT_DAYS = 45

    later = later_of(gap(), GapSignal.objects.all())

    assert later is not None and (later.days, later.per_cent) == (45, -100)
