"""How somebody wants to see the rows of a collection: saved with a view, or asked for in an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from practica.content.collections.models.collection import View
from practica.core.types.models import Field

MOST_FILTERS = 12
MOST_SORTS = 3
MOST_COLUMNS = 40
FIRST_COLUMNS = 6
LONGEST_VALUE = 200
NARROWEST, WIDEST = 80, 800
#: What rows can be sorted by beside their fields.
OF_ENTRIES = ("title", "changed", "created")
SUMS = ("total", "mean", "least", "most", "count")
GROUPS = (
    Field.Kind.CHOICE, Field.Kind.CHOICES, Field.Kind.YESNO, Field.Kind.PEOPLE, Field.Kind.TEXT,
)  # fmt: skip
LANES = (Field.Kind.CHOICE, Field.Kind.YESNO)
DAYS = (Field.Kind.DATE, Field.Kind.MOMENT)
#: Links and files have no order of their own; long texts would be sorted by their first words.
UNSORTED = (Field.Kind.RELATION, Field.Kind.FILE, Field.Kind.LONG)
_MONTH = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: ``field`` (a name, or "title") ``operator`` ``value``, as they stand in addresses."""

    field: str
    operator: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.field}:{self.operator}:{self.value}"


@dataclass(frozen=True, slots=True)
class Sort:
    """By ``field`` (a name, or one of :data:`OF_ENTRIES`), downwards when ``descending``."""

    field: str
    descending: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.descending else ''}{self.field}"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A way to look at rows, of names that exist. ``period`` ("month", "week", "agenda") and ``day`` are of
    calendars; ``own`` says that an address asks for it, not the saved view."""

    shape: str = View.Shape.TABLE
    columns: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    sorts: tuple[Sort, ...] = ()
    group: str = ""
    date: str = ""
    sums: tuple[tuple[str, str], ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    period: str = "month"
    day: dt.date | None = None
    own: bool = False

    def query(self, **changed: Any) -> str:
        """The query string of an address that asks for this, with ``changed`` attributes."""
        one = replace(self, own=True, **changed)
        pairs: list[tuple[str, str]] = [("own", "1")]
        pairs += [("f", str(filter_)) for filter_ in one.filters]
        pairs += [("s", str(sort)) for sort in one.sorts]
        if one.group:
            pairs.append(("g", one.group))
        return urlencode([*pairs, *one.of_calendar()])

    def of_calendar(self) -> list[tuple[str, str]]:
        """The part of an address that moves a calendar."""
        pairs = [("p", self.period)] if self.period != "month" else []
        return [*pairs, *([("d", self.day.isoformat())] if self.day else [])]

    def kept(self) -> dict[str, Any]:
        """What a view saves of it."""
        return {
            "columns": list(self.columns),
            "filters": [[one.field, one.operator, one.value] for one in self.filters],
            "sorts": [str(one) for one in self.sorts],
            "group": self.group,
            "date": self.date,
            "sums": dict(self.sums),
            "widths": dict(self.widths),
        }


def saved(view: View, fields: Sequence[Field]) -> Asked:
    """What ``view`` shows, without what its type no longer has."""
    kept = view.settings if isinstance(view.settings, dict) else {}
    names = [field.name for field in fields]
    columns = [name for name in _texts(kept.get("columns")) if name in names]
    if not columns and "columns" not in kept:
        columns = names[:FIRST_COLUMNS]
    pairs = [tuple(map(str, one)) for one in _list(kept.get("filters")) if isinstance(one, list)]
    return Asked(
        shape=view.shape,
        columns=tuple(columns[:MOST_COLUMNS]),
        filters=_filters((Filter(*one) for one in pairs if len(one) == 3), names),
        sorts=_sorts(_texts(kept.get("sorts")), fields),
        group=_named(kept.get("group"), fields, LANES if view.shape == View.Shape.BOARD else GROUPS),
        date=_named(kept.get("date"), fields, DAYS),
        sums=_sums(kept.get("sums"), columns),
        widths=_widths(kept.get("widths")),
    )


def asked_for(query: Any, view: View, fields: Sequence[Field]) -> Asked:
    """What an address asks for (``query`` is a QueryDict): the saved view, unless it says otherwise."""
    base = asked_at(saved(view, fields), query)
    if not query.get("own"):
        return base
    names = [field.name for field in fields]
    told = (one.split(":", 2) for one in query.getlist("f"))
    return replace(
        base,
        own=True,
        filters=_filters((Filter(*one) for one in told if len(one) == 3), names),
        sorts=_sorts(query.getlist("s"), fields),
        group=_named(query.get("g"), fields, LANES if view.shape == View.Shape.BOARD else GROUPS),
    )


def asked_at(asked: Asked, query: Any) -> Asked:
    """The same at the time an address asks for (``query`` is a QueryDict)."""
    period = query.get("p", "month")
    known = period if period in ("month", "week", "agenda") else "month"
    return replace(asked, period=known, day=_day(query.get("d", "")))


def with_widths(asked: Asked, widths: Mapping[str, Any]) -> Asked:
    """The same with columns as wide as people drew them, in pixels."""
    return replace(asked, widths=_widths(widths))


def _filters(given: Iterable[Filter], names: Sequence[str]) -> tuple[Filter, ...]:
    known = {*names, "title"}
    kept = [replace(one, value=one.value[:LONGEST_VALUE]) for one in given if one.field in known]
    return tuple(dict.fromkeys(kept))[:MOST_FILTERS]


def _sorts(given: Sequence[str], fields: Sequence[Field]) -> tuple[Sort, ...]:
    known = {*OF_ENTRIES, *(field.name for field in fields if field.kind not in UNSORTED)}
    found = [Sort(one.removeprefix("-"), one.startswith("-")) for one in given]
    return tuple(one for one in dict.fromkeys(found) if one.field in known)[:MOST_SORTS]


def _named(given: Any, fields: Sequence[Field], kinds: Sequence[str]) -> str:
    return next((field.name for field in fields if field.name == given and field.kind in kinds), "")


def _sums(given: Any, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = given.items() if isinstance(given, dict) else ()
    return tuple((name, how) for name, how in pairs if name in columns and how in SUMS)


def _widths(given: Any) -> tuple[tuple[str, int], ...]:
    pairs = given.items() if isinstance(given, Mapping) else ()
    kept = [
        (str(name)[:40], wide) for name, wide in pairs if isinstance(wide, int) and not isinstance(wide, bool)
    ]
    return tuple((name, min(WIDEST, max(NARROWEST, wide))) for name, wide in kept)[: MOST_COLUMNS + 1]


def _day(text: str) -> dt.date | None:
    found = _MONTH.match(text)
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
    except ValueError:
        return None
    # A calendar looks some weeks further than the day it is asked for.
    return day if day and 1 < day.year < 9999 else None


def _texts(given: Any) -> list[str]:
    return [one for one in _list(given) if isinstance(one, str)]


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []
