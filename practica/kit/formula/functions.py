"""Every function and operator: which kinds it takes, which it gives, and what it does."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from practica.kit.formula.errors import NoValue
from practica.kit.formula.kinds import Kind, as_text

N, T, D, Y, L = Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.YESNO, Kind.TEXTS
ANY = frozenset({N, T, D, Y, L})


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function.

    ``takes`` are the kinds each argument may have; the last one repeats when ``repeats``; ``optional`` counts
    those at the end that may be left out. ``alike``: its values must be of one kind. ``gives`` is the kind of
    the result, or None: the kind the values have in common. ``sees_blanks``: blanks are passed on to ``run``;
    otherwise one makes the result blank. ``lazy``: ``run`` is given functions that give the arguments.
    """

    takes: tuple[frozenset[Kind], ...]
    gives: Kind | None
    run: Callable[..., Any]
    repeats: bool = False
    optional: int = 0
    sees_blanks: bool = False
    lazy: bool = False
    alike: bool = False

    def kinds_at(self, place: int) -> frozenset[Kind]:
        """What the argument at ``place`` (from 0) may be."""
        return self.takes[min(place, len(self.takes) - 1)]

    @property
    def fewest(self) -> int:
        """How many arguments there must be."""
        return len(self.takes) - self.optional

    @property
    def most(self) -> int | None:
        """How many there may be; None when there is no end but the size of the formula."""
        return None if self.repeats else len(self.takes)


def _function(
    *takes: Kind | frozenset[Kind], gives: Kind | None, run: Callable[..., Any], **more: Any
) -> Function:
    sets = tuple(frozenset({one}) if isinstance(one, Kind) else one for one in takes)
    return Function(takes=sets, gives=gives, run=run, **more)


def _divided(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise NoValue(_("A number cannot be divided by zero."))
    return left / right


def _remainder(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise NoValue(_("A number cannot be divided by zero."))
    return left - right * (left / right).to_integral_value("ROUND_FLOOR")


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _equal(left: Any, right: Any) -> bool:
    return bool(_comparable(left) == _comparable(right))


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: test(_comparable(left), _comparable(right))


def _and(*sides: Callable[[], bool | None]) -> bool:
    return all(side() for side in sides)


def _or(*sides: Callable[[], bool | None]) -> bool:
    return any(side() for side in sides)


def _if(*parts: Callable[[], Any]) -> Any:
    """Condition, value, condition, value, …, otherwise."""
    for at in range(0, len(parts) - 1, 2):
        if parts[at]():
            return parts[at + 1]()
    return parts[-1]() if len(parts) % 2 else None


def _or_else(first: Callable[[], Any], other: Callable[[], Any]) -> Any:
    value = first()
    return other() if value is None else value


def _rounded(number: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    at = int(max(Decimal(-12), min(Decimal(12), places)))
    return (number.scaleb(at)).to_integral_value(ROUND_HALF_UP).scaleb(-at)


def _numbers(values: Sequence[Decimal | None]) -> list[Decimal]:
    return [value for value in values if value is not None]


def _sum(*values: Decimal | None) -> Decimal:
    return sum(_numbers(values), Decimal(0))


def _average(*values: Decimal | None) -> Decimal | None:
    there = _numbers(values)
    return sum(there, Decimal(0)) / len(there) if there else None


def _smallest(*values: Any) -> Any:
    return min((value for value in values if value is not None), key=_comparable, default=None)


def _largest(*values: Any) -> Any:
    return max((value for value in values if value is not None), key=_comparable, default=None)


def _count(*values: Any) -> Decimal:
    return Decimal(sum(len(value) if isinstance(value, tuple) else value is not None for value in values))


def _joined(*values: Any) -> str | None:
    return "".join(as_text(value) for value in values) or None


def _contains(where: str | tuple[str, ...], what: str) -> bool:
    if isinstance(where, tuple):
        return what.casefold() in (one.casefold() for one in where)
    return what.casefold() in where.casefold()


def _to_number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(" ", ""))
    except ArithmeticError:
        raise NoValue(_("“%(text)s” is no number.") % {"text": text[:40]}) from None
    if not number.is_finite():
        raise NoValue(_("“%(text)s” is no number.") % {"text": text[:40]})
    return number


def _whole(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))


def _date(year: Any, month: Decimal | None = None, day: Decimal | None = None) -> dt.date | None:
    try:
        if isinstance(year, str):
            return dt.date.fromisoformat(year.strip())
        return dt.date(_whole(year), _whole(month or Decimal(1)), _whole(day or Decimal(1)))
    except (ValueError, OverflowError):
        raise NoValue(_("There is no such date.")) from None


def _unit(word: str) -> str:
    unit = word.strip().lower().removesuffix("s")
    if unit not in ("day", "week", "month", "year"):
        raise NoValue(
            _("“%(unit)s” is no unit of time: write days, weeks, months or years.") % {"unit": word[:40]}
        )
    return unit


def _date_plus(start: dt.date, amount: Decimal, unit: str = "days") -> dt.date:
    unit, count = _unit(unit), _whole(amount)
    try:
        if unit in ("day", "week"):
            return start + dt.timedelta(days=count * (7 if unit == "week" else 1))
        months = start.year * 12 + start.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        raise NoValue(_("There is no such date.")) from None


def _date_between(start: dt.date, end: dt.date, unit: str = "days") -> Decimal:
    unit = _unit(unit)
    if unit in ("day", "week"):
        return Decimal(int((end - start).days / (7 if unit == "week" else 1)))
    early, late = sorted((start, end))
    months = (late.year - early.year) * 12 + late.month - early.month - (late.day < early.day)
    whole = months // (12 if unit == "year" else 1)
    return Decimal(whole if start <= end else -whole)


def _slice(text: str, start: int, end: int | None) -> str | None:
    return text[start:end] or None


_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_ORDERABLE = frozenset({N, T, D})
_SAME = frozenset({N, T, D, Y})

FUNCTIONS: dict[str, Function] = {
    "+": _function(N, N, gives=N, run=lambda a, b: a + b),
    "-": _function(N, N, gives=N, run=lambda a, b: a - b),
    "*": _function(N, N, gives=N, run=lambda a, b: a * b),
    "/": _function(N, N, gives=N, run=_divided),
    "+x": _function(N, gives=N, run=lambda a: a),
    "-x": _function(N, gives=N, run=lambda a: -a),
    "&": _function(ANY, ANY, gives=T, run=_joined, sees_blanks=True),
    "=": _function(_SAME, _SAME, gives=Y, run=_equal, alike=True, sees_blanks=True),
    "!=": _function(_SAME, _SAME, gives=Y, run=lambda a, b: not _equal(a, b), alike=True, sees_blanks=True),
    **{
        sign: _function(_ORDERABLE, _ORDERABLE, gives=Y, run=_ordered(test), alike=True)
        for sign, test in _ORDERED.items()
    },
    "and": _function(Y, Y, gives=Y, run=_and, repeats=True, lazy=True),
    "or": _function(Y, Y, gives=Y, run=_or, repeats=True, lazy=True),
    "not": _function(Y, gives=Y, run=lambda a: not a, sees_blanks=True),
    "if": _function(Y, ANY, ANY, gives=None, run=_if, repeats=True, optional=1, lazy=True, alike=True),
    "orelse": _function(ANY, ANY, gives=None, run=_or_else, lazy=True, alike=True),
    "isblank": _function(ANY, gives=Y, run=lambda a: a is None, sees_blanks=True),
    "abs": _function(N, gives=N, run=abs),
    "round": _function(N, N, gives=N, run=_rounded, optional=1),
    "floor": _function(N, gives=N, run=lambda a: a.to_integral_value("ROUND_FLOOR")),
    "ceil": _function(N, gives=N, run=lambda a: a.to_integral_value("ROUND_CEILING")),
    "mod": _function(N, N, gives=N, run=_remainder),
    "sum": _function(N, gives=N, run=_sum, repeats=True, sees_blanks=True),
    "average": _function(N, gives=N, run=_average, repeats=True, sees_blanks=True),
    "min": _function(_ORDERABLE, gives=None, run=_smallest, repeats=True, sees_blanks=True, alike=True),
    "max": _function(_ORDERABLE, gives=None, run=_largest, repeats=True, sees_blanks=True, alike=True),
    "count": _function(ANY, gives=N, run=_count, repeats=True, sees_blanks=True),
    "number": _function(frozenset({N, T}), gives=N, run=lambda a: _to_number(a) if isinstance(a, str) else a),
    "text": _function(ANY, gives=T, run=as_text),
    "concat": _function(ANY, gives=T, run=_joined, repeats=True, sees_blanks=True),
    "join": _function(L, T, gives=T, run=lambda many, sign=", ": sign.join(many), optional=1),
    "contains": _function(frozenset({T, L}), T, gives=Y, run=_contains),
    "startswith": _function(T, T, gives=Y, run=lambda a, b: a.casefold().startswith(b.casefold())),
    "length": _function(T, gives=N, run=lambda a: Decimal(len(a))),
    "lower": _function(T, gives=T, run=str.lower),
    "upper": _function(T, gives=T, run=str.upper),
    "trim": _function(T, gives=T, run=lambda a: " ".join(a.split()) or None),
    "left": _function(T, N, gives=T, run=lambda a, n: _slice(a, 0, max(0, _whole(n)))),
    "right": _function(T, N, gives=T, run=lambda a, n: _slice(a, max(0, len(a) - max(0, _whole(n))), None)),
    "today": _function(gives=D, run=lambda: None),
    "date": _function(frozenset({N, T}), N, N, gives=D, run=_date, optional=2),
    "dateadd": _function(D, N, T, gives=D, run=_date_plus, optional=1),
    "datediff": _function(D, D, T, gives=N, run=_date_between, optional=1),
    "year": _function(D, gives=N, run=lambda a: Decimal(a.year)),
    "month": _function(D, gives=N, run=lambda a: Decimal(a.month)),
    "day": _function(D, gives=N, run=lambda a: Decimal(a.day)),
    "weekday": _function(D, gives=N, run=lambda a: Decimal(a.isoweekday())),
}
SIGNS = {"+x": "+", "-x": "-"}
