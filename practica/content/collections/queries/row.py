"""One row opened at the side: its fields, what leads to it, what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from practica.content.collections.models import Collection
from practica.content.collections.queries.rows import Row, rows_of, shaped
from practica.content.collections.queries.waiting import mark_waiting
from practica.core.entries.models import Entry
from practica.core.types.models import Field, KnowledgeType
from practica.core.types.queries import fields_of, of_types, referring
from practica.kit.contracts.rows import home_of

MOST_REFERRING = 20


@dataclass(frozen=True)
class OpenRow:
    """A row with all its cells, and the entries whose relations lead to it."""

    row: Row
    referring: list[Entry]
    may_edit: bool


def open_row(collection: Collection, uid: str, *, seen_by: Any) -> OpenRow | None:
    """The row with ``uid`` as ``seen_by`` sees it, or None when there is none for her."""
    entry = rows_of(collection, seen_by=seen_by).filter(uid=uid).select_related("community").first()
    if entry is None:
        return None
    fields = fields_of(collection.type)
    row = shaped([entry.pk], fields, seen_by=seen_by)[0]
    mark_waiting([row], fields, entry.community, seen_by=seen_by)
    others = referring(entry, seen_by=seen_by).select_related("community")
    return OpenRow(row, list(others[:MOST_REFERRING]), may_edit_row(seen_by, entry))


def may_edit_row(person: Any, entry: Entry) -> bool:
    """Whether ``person`` may change the cells of a row: asked of the app that owns the entry."""
    home = home_of(entry.kind)
    return bool(home and person.pk is not None and home.may_edit(person, entry))


def could_be_linked(field: Field, *, seen_by: Any) -> Any:
    """The entries a relation could lead to, of those ``seen_by`` sees."""
    entries = Entry.objects.visible_to(seen_by).out()
    uids = field.options.get("types") or []
    types = list(KnowledgeType.objects.visible_to(seen_by).filter(uid__in=uids).values_list("pk", flat=True))
    return of_types(entries, types) if uids else entries
