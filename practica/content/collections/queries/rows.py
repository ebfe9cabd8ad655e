"""The rows of a collection as somebody may see them: filtered, in order, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.collections.models import Collection
from practica.content.collections.models.asked import OF_ENTRIES, Asked, Filter, Sort
from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.kinds import Operator
from practica.core.types.kinds.operators import OPERATORS
from practica.core.types.models import Field, Value
from practica.core.types.queries import (
    Condition,
    Order,
    filtered,
    grouped,
    of_type,
    ordered,
    page_of,
    values_of,
)
from practica.kit.access import Invalid
from practica.kit.prepared import prepared

PAGE = 100
COUNTED = 1_000
TITLE_OPERATORS = ("contains", "begins", "is")
POINTING = (Field.Kind.PEOPLE, Field.Kind.RELATION)
SEEN_OPERATORS = ("empty", "filled")


@dataclass(frozen=True)
class Cell:
    """One value of a row: ``words`` for people, ``plain`` as JSON. ``field`` knows its kind."""

    field: Field
    value: Any

    @cached_property
    def words(self) -> str:
        """The value for people, in the reader's language."""
        return kinds.shown(self.field, self.value)

    @property
    def plain(self) -> Any:
        """The value as machines read it."""
        return kinds.plain(self.field, self.value)

    @property
    def is_number(self) -> bool:
        """Whether it lines up at the end: a number, typed in or worked out."""
        is_told = self.field.kind == Field.Kind.NUMBER or self.field.is_computed
        return is_told and isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def each(self) -> list[str]:
        """The words of every one of several options: a label may hold a comma."""
        return [kinds.shown(self.field, (one,)) for one in self.value]

    @property
    def time(self) -> str:
        """A day as 2026-11-22, a moment as 2026-11-22T14:05 where the reader is; "" for what is neither."""
        if isinstance(self.value, dt.datetime):
            return f"{timezone.localtime(self.value):%Y-%m-%dT%H:%M}"
        return self.value.isoformat() if isinstance(self.value, dt.date) else ""


@dataclass(frozen=True)
class Waiting:
    """What the reader has proposed for a field, in words."""

    title: str
    words: str


@dataclass(frozen=True)
class Row:
    """One entry with the cells of the columns asked for, in their order; ``waiting`` is what its reader has
    proposed for fields and nobody approved yet, in words by name (:mod:`.waiting`)."""

    entry: Entry
    cells: list[Cell]
    waiting: dict[str, Waiting] = field(default_factory=dict)

    def waits(self, cell: Cell) -> str:
        """What waits for ``cell``, in words; "" when nothing does."""
        found = self.waiting.get(cell.field.name)
        return found.words if found else ""

    @property
    def waiting_elsewhere(self) -> list[Waiting]:
        """What waits for fields that are none of the cells."""
        shown = {cell.field.name for cell in self.cells}
        return [one for name, one in self.waiting.items() if name not in shown]

    def cell(self, name: str) -> Cell | None:
        """The cell of the field called ``name``, if it is among the columns."""
        return next((cell for cell in self.cells if cell.field.name == name), None)


@dataclass(frozen=True)
class Rows:
    """Some rows and the key of those after them ("" at the end)."""

    rows: list[Row]
    following: str


def rows_of(collection: Collection, *, seen_by: Any) -> Any:
    """Every row ``seen_by`` may see: published entries of the type in the collection's community."""
    entries = Entry.objects.visible_to(seen_by).out().filter(community=collection.entry.community_id)
    return of_type(entries, collection.type)


def rows_for_strangers(collection: Collection) -> Any:
    """The rows a link for everybody shows: those that everyone who sees the community sees.

    Sight is not asked of the reader, who holds the link: that the link works at all says
    ``access.is_open_community``.
    """
    entries = Entry.objects.out().filter(
        community=collection.entry.community_id, audience=Entry.Audience.COMMUNITY
    )
    return of_type(entries, collection.type)


def asked_rows(rows: Any, asked: Asked, fields: Sequence[Field], *, seen_by: Any) -> Any:
    """Those of ``rows`` that meet the filters. Raises Invalid for a filter that cannot be asked."""
    by_name = {field.name: field for field in fields}
    conditions = []
    for one in asked.filters:
        field = by_name.get(one.field)
        if field is None:
            rows = rows.filter(_of_title(one))
        elif field.kind == Field.Kind.RELATION and one.operator in SEEN_OPERATORS:
            rows = rows.filter(_of_seen_targets(field, one, seen_by))
        else:
            conditions.append(Condition(field, one.operator, one.value))
    return filtered(rows, conditions, seen_by=seen_by)


def orders_of(sorts: Sequence[Sort], fields: Sequence[Field]) -> list[Order]:
    """``sorts`` as the types understand them."""
    by_name = {field.name: field for field in fields}
    return [Order(by_name.get(one.field, one.field), one.descending) for one in sorts]


def page(
    rows: Any,
    asked: Asked,
    fields: Sequence[Field],
    *,
    after: str = "",
    limit: int = PAGE,
    is_open: bool = False,
    seen_by: Any,
) -> Rows:
    """Some rows in the order asked for, with the cells of its columns. With ``is_open`` they are for people
    who see those columns alone."""
    shown = {*OF_ENTRIES, *asked.columns}
    found = page_of(
        rows,
        orders_of(asked.sorts, fields),
        after=after,
        limit=limit,
        is_narrow=bool(asked.filters),
        by_number=is_open and any(one.field not in shown for one in asked.sorts),
    )
    return Rows(shaped(found.ids, columns_of(asked, fields), seen_by=seen_by), found.following)


def columns_of(asked: Asked, fields: Sequence[Field], *also: str) -> list[Field]:
    """The fields of the columns in their order, and those called ``also``."""
    by_name = {field.name: field for field in fields}
    return [by_name[name] for name in dict.fromkeys((*asked.columns, *also)) if name in by_name]


def shaped(ids: Sequence[int], columns: Sequence[Field], *, seen_by: Any) -> list[Row]:
    """The entries with ``ids`` in that order as rows: two queries and what relations and files ask."""
    return _rows(Entry.objects.filter(pk__in=ids).select_related("community"), ids, columns, seen_by)


def each(rows: Any, asked: Asked, fields: Sequence[Field], *, seen_by: Any, portion: int = 500) -> Any:
    """Every row in order, for exports, ``portion`` of them in memory at once. Of an entry the title is
    loaded, the rest when it is asked for."""
    ids = list(ordered(rows, orders_of(asked.sorts, fields)).values_list("pk", flat=True))
    columns = columns_of(asked, fields)
    for start in range(0, len(ids), portion):
        some = ids[start : start + portion]
        yield from _rows(_titles(None, ids=some), some, columns, seen_by)


@prepared
def _titles(_person: Any, *, ids: list[int]) -> Any:
    return Entry.objects.filter(pk__in=ids).only("title")


def _rows(entries: Iterable[Entry], ids: Sequence[int], columns: Sequence[Field], seen_by: Any) -> list[Row]:
    known = {one.pk: one for one in entries}
    values = values_of([pk for pk in ids if pk in known], seen_by=seen_by, fields=columns)
    return [
        Row(known[pk], [Cell(field, values[pk].get(field.name)) for field in columns])
        for pk in ids
        if pk in known
    ]


def count_of(rows: Any) -> int:
    """How many rows there are, counted up to one more than :data:`COUNTED`."""
    return int(rows.order_by()[: COUNTED + 1].count())


def operators_for(field: Field | None) -> tuple[Operator, ...]:
    """What can be asked of a field, or of the title (None)."""
    return tuple(OPERATORS[name] for name in TITLE_OPERATORS) if field is None else kinds.operators_of(field)


def values_held(rows: Any, name: str, fields: Sequence[Field], *, seen_by: Any) -> list[tuple[str, str]]:
    """The people or pages that the field called ``name`` holds in ``rows``, the most frequent 200 by name, as
    filters take them; none for other kinds."""
    field = next((one for one in fields if one.name == name and one.kind in POINTING), None)
    if field is None:
        return []
    groups = grouped(rows, field, seen_by=seen_by)
    return sorted(((str(one.value), one.label) for one in groups if one.value), key=lambda pair: pair[1])


def _of_title(one: Filter) -> Q:
    lookups = {"contains": "icontains", "begins": "istartswith", "is": "iexact"}
    if one.operator not in lookups:
        raise Invalid(_("A title cannot be asked that way."), field="title")
    return Q(**{f"title__{lookups[one.operator]}": one.value})


def _of_seen_targets(field: Field, one: Filter, seen_by: Any) -> Q:
    """Whether a relation leads anywhere the reader sees: what she does not see is not there."""
    seen = Entry.objects.visible_to(seen_by).filter(pk=OuterRef("target"))
    there = Q(Exists(Value.objects.filter(Exists(seen), field=field, entry=OuterRef("pk"))))
    return there if one.operator == "filled" else ~there
