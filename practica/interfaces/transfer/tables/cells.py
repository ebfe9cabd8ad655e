"""What a cell means once one knows the kind of its column: a value, or a sentence why it is none."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from practica.core.types.kinds.plainly import NO, YES
from practica.interfaces.transfer.tables.reading.shape import Cell
from practica.kit.access import Invalid
from practica.kit.days import day_in

TEXT, NUMBER, DATE, YESNO = "text", "number", "date", "yesno"
CHOICE, PEOPLE, LINK = "choice", "people", "link"

_BLANKS = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’"), "")
_MONEY = re.compile(r"^[€$£¥]|[€$£¥%]$")
_NUMBER = re.compile(r"^[+-]?\d[\d.,]*(?:[eE][+-]?\d{1,3})?$|^[+-]?[.,]\d+$")
_ADDRESS = re.compile(r"^https?://[^\s<>\"]{1,1990}$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How the writer of a column writes: ``1,5`` for one and a half; the month before the day."""

    decimal_comma: bool = False
    month_first: bool = False


def value_of(cell: Cell, kind: str, habits: Habits) -> Any:
    """The value of ``cell`` as ``kind`` (one of the names above); None when it is blank.

    Numbers become Decimal, dates ``date``; choices, people and links stay text. Raises Invalid with
    a sentence.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    return _READERS.get(kind, text_of)(cell, habits)


def text_of(cell: Cell, _habits: Habits | None = None) -> str:
    """A cell as text, a number without what computers add to it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return (
            cell.isoformat(sep=" ", timespec="minutes") if isinstance(cell, dt.datetime) else cell.isoformat()
        )
    return str(cell).strip()


def _number(cell: Cell, habits: Habits) -> Decimal:
    if isinstance(cell, bool | dt.date):
        raise Invalid(_("“%(cell)s” is no number.") % {"cell": text_of(cell)[:60]})
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise Invalid(_("“%(cell)s” is no number.") % {"cell": cell})
        return Decimal(repr(cell))
    number = number_in(str(cell), decimal_comma=habits.decimal_comma)
    if number is None:
        raise Invalid(_("“%(cell)s” is no number.") % {"cell": str(cell).strip()[:60]})
    return number


def number_in(words: str, *, decimal_comma: bool) -> Decimal | None:
    """The number ``words`` spell, or None. Thousands may be parted by blanks, ``'`` or the other sign."""
    short = words.strip().replace("−", "-").translate(_BLANKS)
    short = _MONEY.sub("", _MONEY.sub("", short))
    if not _NUMBER.match(short):
        return None
    decimal, thousands = (",", ".") if decimal_comma else (".", ",")
    whole, _sign, rest = short.partition(decimal)
    if decimal in rest or thousands in rest or not _are_thousands(whole, thousands):
        return None
    try:
        number = Decimal(whole.replace(thousands, "") + (f".{rest}" if rest else ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 24 else None


def _are_thousands(whole: str, sign: str) -> bool:
    groups = whole.split(sign)
    return len(groups) == 1 or (
        0 < len(groups[0].lstrip("+-")) <= 3 and all(len(group) == 3 for group in groups[1:])
    )


def _date(cell: Cell, habits: Habits) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    found = day_in(text_of(cell), month_first=habits.month_first)
    if found is None:
        raise Invalid(_("“%(cell)s” is no date. Write it like 2026-05-01.") % {"cell": text_of(cell)[:60]})
    return found


def _yesno(cell: Cell, _habits: Habits) -> bool:
    if isinstance(cell, bool):
        return cell
    word = text_of(cell).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Invalid(_("“%(cell)s” is neither yes nor no.") % {"cell": text_of(cell)[:60]})


def _link(cell: Cell, _habits: Habits) -> str:
    words = text_of(cell)
    if not _ADDRESS.match(words):
        raise Invalid(_("“%(cell)s” is no link. It begins with https://.") % {"cell": words[:60]})
    return words


_READERS: Mapping[str, Callable[[Cell, Habits], Any]] = {
    NUMBER: _number,
    DATE: _date,
    YESNO: _yesno,
    LINK: _link,
}
