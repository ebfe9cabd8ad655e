"""The kinds of values formulas work with, and how a field's value becomes one of them."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Value: TypeAlias = Decimal | str | dt.date | bool | tuple[str, ...] | None

# Wider than money and tonnes need, narrow enough that no result fills a page.
LARGEST = Decimal(10) ** 24
LONGEST_TEXT = 10_000
MOST_TEXTS = 1_000


class Kind(StrEnum):
    """What sort of value a field or a part of a formula has. ``BLANK`` fits everywhere."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    YESNO = "yesno"
    TEXTS = "texts"
    BLANK = "blank"


WORDS: dict[Kind, Promise | str] = {
    Kind.NUMBER: _("a number"),
    Kind.TEXT: _("text"),
    Kind.DATE: _("a date"),
    Kind.YESNO: _("yes or no"),
    Kind.TEXTS: _("a list"),
    Kind.BLANK: _("blank"),
}


def as_value(kind: Kind, raw: Any) -> Value:
    """``raw`` (as a field holds it) as a value of ``kind``; None when it is blank or does not fit."""
    if raw is None or raw == "":
        return None
    match kind:
        case Kind.NUMBER:
            return _number(raw)
        case Kind.TEXT:
            return str(raw)[:LONGEST_TEXT]
        case Kind.DATE:
            return _date(raw)
        case Kind.YESNO:
            return raw if isinstance(raw, bool) else None
        case Kind.TEXTS:
            many = [raw] if isinstance(raw, str) else raw
            return tuple(str(one)[:LONGEST_TEXT] for one in list(many)[:MOST_TEXTS]) or None
        case _:
            return None


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at the end and without an exponent."""
    short = number.normalize()
    return (
        short.quantize(Decimal(1)) if isinstance(at := short.as_tuple().exponent, int) and at > 0 else short
    )


def as_text(value: Value) -> str:
    """A value as part of a text: what ``&`` and ``text()`` make of it. Blank is nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{plain(value):f}"
        case tuple():
            return ", ".join(value)
        case dt.date():
            return value.isoformat()
        case _:
            return value


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, float):
        return Decimal(repr(raw)) if math.isfinite(raw) else None
    if isinstance(raw, int | Decimal):
        number = Decimal(raw)
        return number if number.is_finite() else None
    return None


def _date(raw: Any) -> dt.date | None:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(str(raw)[:10])
    except ValueError:
        return None
