"""Rows made and moved from inside a collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.collections import access
from practica.content.collections.models import Collection
from practica.core.entries.actions import mark_read
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.actions import Before, set_values
from practica.kit.access import demand
from practica.kit.contracts.rows import make_row


@transaction.atomic
def add_row(collection: Collection, *, title: str, values: Mapping[str, Any], actor: Person) -> Entry:
    """A new row: an entry of the collection's type in its community. Raises Invalid, its field named."""
    demand(access.can_add_row(actor, collection), _("Only members add rows here."))
    entry: Entry = make_row(
        type=collection.type,
        community=collection.entry.community,
        title=title,
        values={name: value for name, value in values.items() if value not in ("", None, [])},
        actor=actor,
    )
    return entry


@transaction.atomic
def note_brought(collection: Collection, count: int, *, actor: Person) -> None:
    """Let the collection say in feeds, in one line, that ``actor`` has just added ``count`` rows at once;
    with 0 it no longer says so. Inside the import, which has asked for the right."""
    now = timezone.now()
    Collection.objects.filter(pk=collection.pk).update(
        brought=count, brought_at=now if count else None, brought_by=actor if count else None
    )
    if count:
        Entry.objects.filter(pk=collection.entry_id).update(active_at=now)
        mark_read(collection.entry, actor=actor)


@transaction.atomic
def move_card(entry: Entry, *, field: str, value: Any, actor: Person) -> Before:
    """Put a card into another lane of a board, or on another day: its field gets ``value``.

    Returns what stood there before, by field name, for undoing; where pages are reviewed, its ``proposed`` is
    what waits.
    """
    return set_values(entry, {field: value}, actor=actor)
