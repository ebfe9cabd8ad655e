"""Keeping what entries were, and what their fields held, before that was changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.conversions import Fate
from practica.core.types.models import COLUMNS, Field, KnowledgeType, Value, ValueChange

Cells = dict[int, list[dict[str, Any]]]


def standing(entry: Entry, fields: Iterable[Field]) -> Cells:
    """What is stored in ``fields`` of ``entry``, by field id, whoever may see it."""
    found: Cells = {}
    rows = Value.objects.filter(entry=entry, field__in=list(fields)).order_by("position")
    for row in rows.values("field_id", *COLUMNS):
        cell = {name: row[name] for name in COLUMNS if row[name] is not None}
        found.setdefault(row["field_id"], []).append(cell)
    return found


def remember(
    entry: Entry, before: Cells, after: Mapping[Field, list[dict[str, Any]]], *, actor: Person
) -> None:
    """Note for each field of ``after`` what it held and holds, inside the action that changes it."""
    ValueChange.objects.bulk_create(
        ValueChange(
            entry=entry,
            field=field,
            person=actor,
            before=[_plain(cell) for cell in before.get(field.pk, ())],
            after=[_plain(cell) for cell in cells],
        )
        for field, cells in after.items()
    )


def remember_type(
    entry: Entry, former: KnowledgeType | None, new: KnowledgeType, fates: Iterable[Fate], *, actor: Person
) -> None:
    """Note that ``entry`` is of another type, and what became of its fields as far as readers notice."""
    How = ValueChange.How
    rows = [ValueChange(entry=entry, person=actor, former_type=former, new_type=new)]
    for fate in fates:
        cells = [_plain(cell) for cell in fate.cells]
        if fate.is_back:
            rows.append(ValueChange(entry=entry, person=actor, field=fate.field, after=cells, how=How.BACK))
        elif fate.is_kept:
            rows.append(ValueChange(entry=entry, person=actor, field=fate.field, before=cells, how=How.KEPT))
        elif fate.into is not None and not fate.reads_the_same:
            after = [_plain(cell) for cell in fate.new_cells]
            rows.append(
                ValueChange(
                    entry=entry, person=actor, field=fate.into, was_in=fate.field, before=cells, after=after
                )
            )
    # The newest is read first: what it became stands above what became of its fields.
    ValueChange.objects.bulk_create([*rows[1:], rows[0]])


def remember_dropped(
    entry: Entry, field: Field, cells: Iterable[Mapping[str, Any]], *, actor: Person
) -> None:
    """Note what was thrown away of ``field``, which ``entry`` no longer has."""
    ValueChange.objects.create(
        entry=entry,
        field=field,
        person=actor,
        before=[_plain(cell) for cell in cells],
        how=ValueChange.How.DROPPED,
    )


def _plain(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in cell.items()
    }
