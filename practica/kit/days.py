"""Days as people write them: 2026-05-01, 1.5.2026, 1.5.26, 1 May 2026; with slashes where it is known how."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

MONTHS = {
    month: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for month in names.split()
}  # fmt: skip
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_PARTS = re.compile(r"^(\d{1,2})(?:\. ?|[/\- ])(\d{1,2})(?:(?:\. ?|[/\- ])(\d{4})|(?:\. ?|[/\-])(\d{2}))$")
_NAMED = re.compile(r"^(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.? (?:(\d{1,2}),? )?(\d{4})$")


def day_in(words: str, *, month_first: bool | None = None) -> dt.date | None:
    """The day ``words`` spell, or None. ``month_first`` says what the writer of 5/6/2026 means; without it
    only what is one day to all readers is understood."""
    words = " ".join(words.split())
    if iso := _ISO.match(words):
        return _day(*iso.groups()[:3])
    if parts := _PARTS.match(words):
        first, second, year = parts[1], parts[2], parts[3] or _whole(parts[4])
        if month_first is None and "." not in words:
            # A day past the twelfth can be no month.
            if not parts[3] or max(int(first), int(second)) <= 12:
                return None
            month_first = int(second) > 12
        return _day(year, first, second) if month_first else _day(year, second, first)
    named = _NAMED.match(words)
    if named and (month := MONTHS.get(named[2].lower())) and bool(named[1]) != bool(named[3]):
        return _day(named[4], month, named[1] or named[3])
    return None


def _whole(year: str) -> str:
    """A year of two digits as spreadsheets understand it: up to 29 in this century."""
    return f"{'20' if year < '30' else '19'}{year}"


def _day(year: Any, month: Any, day: Any) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
