"""Keeping what fields held before they were changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models import Field, Value, ValueChange

COLUMNS = ("text", "key", "number", "moment", "person_id", "target_id", "file_id")
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


def _plain(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in cell.items()
    }
