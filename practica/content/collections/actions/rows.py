"""Rows made and moved from inside a collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.collections import access
from practica.content.collections.models import Collection
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.actions import set_values
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
def move_card(entry: Entry, *, field: str, value: Any, actor: Person) -> dict[str, Any]:
    """Put a card into another lane of a board, or on another day: its field gets ``value``.

    Returns what stood there before, by field name, for undoing.
    """
    before: dict[str, Any] = set_values(entry, {field: value}, actor=actor)
    return before
