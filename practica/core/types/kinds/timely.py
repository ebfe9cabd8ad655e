"""Dates, and dates with a time of day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from practica.core.types.models import Field, Value
from practica.kit.access import Invalid
from practica.kit.days import day_in

EARLIEST, LATEST = dt.date(1, 1, 3), dt.date(9999, 12, 29)


def clean_date(field: Field, raw: Any, actor: Any) -> dt.date:
    """A day: 2026-11-22, 22.11.2026, 22 Nov 2026. With slashes 5/6/2026 means two days to two
    readers and is refused; 25/12/2026 can be no other."""
    if isinstance(raw, dt.datetime):
        day = timezone.localtime(raw).date() if timezone.is_aware(raw) else raw.date()
    elif isinstance(raw, dt.date):
        day = raw
    else:
        day = _day(str(raw).strip())
    if not EARLIEST <= day <= LATEST:
        raise Invalid(_("This day is outside the calendar we keep."))
    return day


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError as problem:
        # With a time of day that cannot be read, it is not the day alone that was meant.
        if ":" not in text and (day := day_in(text)):
            return day
        raise Invalid(_("Write a day like 2026-11-22.")) from problem


def clean_moment(field: Field, raw: Any, actor: Any) -> dt.datetime:
    """A day and a time; without a zone it is in the writer's own."""
    if isinstance(raw, dt.datetime):
        moment = raw
    elif isinstance(raw, dt.date):
        moment = dt.datetime.combine(raw, dt.time())
    else:
        try:
            moment = dt.datetime.fromisoformat(str(raw).strip())
        except ValueError:
            moment = dt.datetime.combine(_day(str(raw).strip()), dt.time())
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    if not EARLIEST <= moment.date() <= LATEST:
        raise Invalid(_("This day is outside the calendar we keep."))
    return moment.astimezone(dt.UTC)


def cells_of_date(field: Field, value: dt.date) -> list[dict[str, Any]]:
    """Midnight of that day in UTC: a day has no zone."""
    return [{"moment": dt.datetime.combine(value, dt.time(), dt.UTC)}]


def cells_of_moment(field: Field, value: dt.datetime) -> list[dict[str, Any]]:
    """The moment."""
    return [{"moment": value}]


def read_date(field: Field, rows: Sequence[Value]) -> dt.date | None:
    """The day."""
    moment = rows[0].moment
    return moment.astimezone(dt.UTC).date() if moment else None


def read_moment(field: Field, rows: Sequence[Value]) -> dt.datetime | None:
    """The moment."""
    return rows[0].moment


def words_of_date(field: Field, value: dt.date) -> str:
    """As the reader writes days."""
    return formats.date_format(value, "DATE_FORMAT")


def words_of_moment(field: Field, value: dt.datetime) -> str:
    """In the reader's zone."""
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")


def plain_date(field: Field, value: dt.date) -> str:
    """2026-11-22."""
    return value.isoformat()


def plain_moment(field: Field, value: dt.datetime) -> str:
    """With its zone."""
    return value.isoformat()
