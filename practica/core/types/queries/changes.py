"""What an entry was and what its fields held before, as far as a reader may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.kinds.converting import converted
from practica.core.types.models import Field, KnowledgeType, Value, ValueChange
from practica.core.types.queries.kinds_of_knowledge import fields_of
from practica.core.types.queries.reading import point
from practica.kit.access import Invalid

SHOWN = 50


@dataclass(frozen=True)
class Change:
    """One field changed, or the type (no ``field``): by whom (None: somebody who left), when, and in words
    what it held and holds. ``how`` says what became of a value that nobody wrote, as ``ValueChange`` does."""

    field: Field | None
    was_in: Field | None
    person: Person | None
    at: dt.datetime
    before: str
    after: str
    how: str = ""
    how_words: str = ""

    @property
    def title(self) -> str:
        """What was changed, for people."""
        return self.field.title if self.field else _("Type")


@dataclass(frozen=True)
class Then:
    """What a field held at some time, as JSON and in words, and what it holds now in words."""

    field: Field
    plain: Any
    words: str
    now: str


def changes_of(entry: Entry, *, seen_by: Any, before: int | None = None) -> tuple[list[Change], int | None]:
    """Changes of fields, newest first, fifty at a time, and the number to go on below (None at the end)."""
    rows = ValueChange.objects.visible_to(seen_by).filter(entry=entry)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    joined = ("field", "was_in", "person", "former_type", "new_type")
    found = list(rows.select_related(*joined).order_by("-pk")[: SHOWN + 1])
    more = len(found) > SHOWN
    found = found[:SHOWN]
    cells = [
        (field, some)
        for one in found
        if one.field
        for field, some in ((one.was_in or one.field, one.before), (one.field, one.after))
    ]
    words = iter(_words(cells, seen_by))
    changes = [_change(one, words) for one in found]
    return changes, found[-1].pk if more else None


def _change(row: ValueChange, words: Iterator[str]) -> Change:
    if row.field is None:
        before, after = (
            type.title if type else _("one that is gone") for type in (row.former_type, row.new_type)
        )
    else:
        before, after = next(words), next(words)
    return Change(
        row.field,
        row.was_in,
        row.person,
        row.at,
        before,
        after,
        row.how,
        row.get_how_display() if row.how else "",
    )


def values_at(entry: Entry, type: KnowledgeType, moment: dt.datetime, *, seen_by: Any) -> list[Then]:
    """The fields of ``entry`` that held something else at ``moment`` than now, in their order. Fields that
    ``type`` no longer has are left out."""
    fields = {one.pk: one for one in fields_of(type) if not one.is_computed}
    first: dict[int, ValueChange] = {}
    rows = ValueChange.objects.visible_to(seen_by).filter(entry=entry, field__in=fields, at__gte=moment)
    # What came back with its type was not asked then.
    for row in rows.exclude(how=ValueChange.How.BACK).select_related("was_in").order_by("-pk"):
        first[row.field_id or 0] = row  # the oldest of those since
    now: dict[int, list[Value]] = {}
    for value in Value.objects.filter(entry=entry, field__in=first).order_by("position"):
        now.setdefault(value.field_id, []).append(value)
    asked = [one for pk, one in fields.items() if pk in first]
    old = _values([(first[one.pk].was_in or one, first[one.pk].before) for one in asked])
    point([row for rows_of_one in [*old, *now.values()] for row in rows_of_one], seen_by)
    found = []
    for one, cells in zip(asked, old, strict=True):
        stands = _held(one, now.get(one.pk, []))
        try:
            then = _held_in(one, first[one.pk].was_in, cells, seen_by)
        except Invalid:
            continue  # what it held when it was something else does not fit here
        if then != stands:
            found.append(Then(one, kinds.plain(one, then), kinds.shown(one, then), kinds.shown(one, stands)))
    return found


def _held(field: Field, rows: Sequence[Value]) -> Any:
    value = kinds.read(field, rows)
    return None if value in ((), "") else value


def _held_in(field: Field, was_in: Field | None, rows: Sequence[Value], seen_by: Any) -> Any:
    if was_in is None:
        return _held(field, rows)
    value = _held(was_in, rows)
    return None if value is None else converted(was_in, field, value, actor=seen_by)


def _words(cells: Iterable[tuple[Field, list[dict[str, Any]]]], seen_by: Any) -> list[str]:
    given = list(cells)
    rows = _values(given)
    point([row for some in rows for row in some], seen_by)
    return [
        kinds.shown(field, kinds.read(field, some)) for (field, _cells), some in zip(given, rows, strict=True)
    ]


def _values(given: Sequence[tuple[Field, list[dict[str, Any]]]]) -> list[list[Value]]:
    people = {cell["person_id"] for _field, cells in given for cell in cells if "person_id" in cell}
    known = Person.objects.in_bulk(people) if people else {}
    return [
        [
            Value(field=field, position=at, **_read(cell))
            for at, cell in enumerate(cells)
            if "person_id" not in cell or cell["person_id"] in known
        ]
        for field, cells in given
    ]


def _read(cell: dict[str, Any]) -> dict[str, Any]:
    return {
        name: dt.datetime.fromisoformat(value) if name == "moment" else value for name, value in cell.items()
    }
