"""A calendar of rows: a month or a week of days, or an agenda of those to come."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from practica.content.collections.models.asked import Asked, Filter, Sort
from practica.content.collections.queries.rows import Row, asked_rows, columns_of, orders_of, shaped
from practica.core.types.models import Field
from practica.core.types.queries import page_of

MOST_ROWS = 500
OF_AGENDA = 100
OF_DAY = 4


@dataclass(frozen=True)
class Day:
    """One day with its rows. ``is_outside``: it fills a week up and belongs to another month."""

    date: dt.date
    is_today: bool
    is_outside: bool
    rows: list[Row]

    @property
    def first(self) -> list[Row]:
        """Those a small box has room for."""
        return self.rows[:OF_DAY]

    @property
    def rest(self) -> list[Row]:
        """The others."""
        return self.rows[OF_DAY:]


@dataclass(frozen=True)
class Days:
    """A stretch of time: ``weeks`` of days (none for an agenda), the days that hold ``rows``, ways on."""

    title: str
    weeks: list[list[Day]]
    filled: list[Day]
    count: int
    is_cut: bool
    earlier_url: str
    later_url: str
    today_url: str
    periods: list[tuple[str, str]]


def days_of(
    found: Any, asked: Asked, fields: Sequence[Field], *, field: Field | None, seen_by: Any
) -> Days | None:
    """The days ``asked`` looks at, with the rows whose ``field`` lies in them; None without such a field."""
    if field is None:
        return None
    today = timezone.localdate()
    day = asked.day or today
    begin, end = _stretch(asked.period, day)
    span = [Filter(field.name, "from", begin.isoformat())]
    if asked.period != "agenda":
        span.append(Filter(field.name, "until", end.isoformat()))
    rows = asked_rows(found, Asked(filters=tuple(span)), fields, seen_by=seen_by)
    most = OF_AGENDA if asked.period == "agenda" else MOST_ROWS
    ids = page_of(rows, orders_of([Sort(field.name)], fields), limit=most + 1, is_narrow=True).ids
    columns = columns_of(replace(asked, columns=(*asked.columns, field.name)), fields)
    by_day: dict[dt.date, list[Row]] = {}
    for row in shaped(ids[:most], columns, seen_by=seen_by):
        if (at := _day_of(row, field)) is not None:
            by_day.setdefault(at, []).append(row)
    month = day.month if asked.period == "month" else None
    every = [
        Day(one, one == today, month is not None and one.month != month, by_day.get(one, []))
        for one in (begin + dt.timedelta(days=n) for n in range((end - begin).days + 1))
    ]
    weeks = [] if asked.period == "agenda" else [every[at : at + 7] for at in range(0, len(every), 7)]
    filled = [Day(one, one == today, False, rows) for one, rows in sorted(by_day.items())]
    return Days(
        title=_title(asked.period, day, begin, end),
        weeks=weeks,
        filled=filled,
        count=sum(len(rows) for rows in by_day.values()),
        is_cut=len(ids) > most,
        earlier_url=_url(asked, day=_moved(asked.period, day, -1)),
        later_url=_url(asked, day=_moved(asked.period, day, 1)),
        today_url=_url(asked, day=None),
        periods=[
            (period, _url(asked, period=period, day=_kept_in_sight(asked, today)))
            for period in ("month", "week", "agenda")
        ],
    )


def _kept_in_sight(asked: Asked, today: dt.date) -> dt.date | None:
    """The day another stretch of time is shown around: today while it is in sight, else the one asked for."""
    if asked.day is None or asked.period == "agenda":
        return asked.day
    if asked.period == "month":
        return None if (today.year, today.month) == (asked.day.year, asked.day.month) else asked.day
    begin, end = _stretch("week", asked.day)
    return None if begin <= today <= end else asked.day


def _stretch(period: str, day: dt.date) -> tuple[dt.date, dt.date]:
    if period == "agenda":
        return day, day
    if period == "week":
        begin = day - dt.timedelta(days=day.weekday())
        return begin, begin + dt.timedelta(days=6)
    first = day.replace(day=1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())


def _moved(period: str, day: dt.date, by: int) -> dt.date:
    if period == "week":
        return day + dt.timedelta(days=7 * by)
    months = min(max(day.year * 12 + day.month - 1 + by, 12), 9999 * 12)
    return dt.date(months // 12, months % 12 + 1, 1)


def _title(period: str, day: dt.date, begin: dt.date, end: dt.date) -> str:
    if period == "month":
        return date_format(day, "F Y")
    if period == "week":
        return f"{date_format(begin, 'j M')} – {date_format(end, 'j M Y')}"
    return date_format(day, "j F Y")


def _day_of(row: Row, field: Field) -> dt.date | None:
    cell = row.cell(field.name)
    value = cell.value if cell else None
    if isinstance(value, dt.datetime):
        return timezone.localdate(value)
    return value if isinstance(value, dt.date) else None


def _url(asked: Asked, **changed: Any) -> str:
    if asked.own:
        return "?" + asked.query(**changed)
    pairs = replace(asked, **changed).of_calendar()
    return "?" + "&".join(f"{name}={value}" for name, value in pairs)
