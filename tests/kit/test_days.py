"""Days as people write them."""

import datetime as dt

import pytest

from practica.kit.days import day_in


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-05-01", (2026, 5, 1)),
        ("2026-02-28T10:00:00Z", (2026, 2, 28)),
        ("1.5.2026", (2026, 5, 1)),
        ("1. 5. 2026", (2026, 5, 1)),
        ("1 May 2026", (2026, 5, 1)),
        ("Oct. 26, 2020", (2020, 10, 26)),
        ("7.1.24", (2024, 1, 7)),
        ("31.12.29", (2029, 12, 31)),
        ("01.02.99", (1999, 2, 1)),
    ],
)
def test_what_is_one_day_to_all_readers_is_understood(words: str, day: tuple):
    assert day_in(words) == day_in(words, month_first=False) == dt.date(*day)


@pytest.mark.parametrize("words", ["25/12/2026", "12/25/2026", "25-12-2026"])
def test_a_day_past_the_twelfth_is_no_month(words: str):
    assert day_in(words) == dt.date(2026, 12, 25)


@pytest.mark.parametrize("words", ["25/12/26", "13/14/2026"])
def test_what_may_be_a_year_or_neither_is_not_guessed(words: str):
    assert day_in(words) is None


@pytest.mark.parametrize("words", ["5/6/2026", "5-6-2026", "1/5/26"])
def test_with_slashes_it_depends_on_the_writer(words: str):
    assert day_in(words) is None
    assert day_in(words, month_first=True) != day_in(words, month_first=False)


@pytest.mark.parametrize("words", ["31.2.2026", "10 11 12", "1.5.026", "soon", "May 2026", "1 Maj 2026", ""])
def test_a_day_that_is_none_is_no_day(words: str):
    assert day_in(words, month_first=False) is None
