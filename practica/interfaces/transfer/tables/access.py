"""Who brings tables into collections."""

from __future__ import annotations

from typing import Any

from practica.content.collections.access import can_add_row
from practica.kit.access import verb


@verb("tables.bring")
def can_bring(person: Any, collection: Any) -> bool:
    """Who may add rows brings many at once: an import has the rights of whoever begins it."""
    return can_add_row(person, collection)


@verb("tables.steer")
def can_steer(person: Any, brought: Any) -> bool:
    """Whoever began it, while she may still add rows there."""
    return bool(person.pk is not None and brought.started_by_id == person.pk) and can_bring(
        person, brought.collection
    )
