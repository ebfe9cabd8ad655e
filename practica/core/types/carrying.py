"""Types and fields as they are taken along with their pages, as JSON can hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.models import KnowledgeType, Value, ValueChange
from practica.core.types.queries import changes_of, fields_of, kept_of, lines_of
from practica.core.types.queries.changes import Change
from practica.core.types.queries.reading import Line


def answered(entry_ids: Iterable[int], *, seen_by: Any) -> set[int]:
    """Which of these entries hold something in fields, kept ones too, or did."""
    ids = list(entry_ids)
    values = Value.objects.visible_to(seen_by).filter(entry__in=ids).values_list("entry", flat=True)
    changes = ValueChange.objects.visible_to(seen_by).filter(entry__in=ids).values_list("entry", flat=True)
    return {*values, *changes}


def taken_along(entry: Entry, type: KnowledgeType, *, seen_by: Any) -> dict[str, Any]:
    """What the fields of ``entry`` hold, what is kept of fields it no longer has, and how all that came to
    be: as far as ``seen_by`` sees what they point at. Fields by name, with their words."""
    lines = lines_of(entry, type, seen_by=seen_by)
    return {
        "type": type.name,
        "fields": [_line(line) for line in lines],
        "kept": [_line(line) for line in kept_of(entry, type, seen_by=seen_by)],
        "changes": [_change(one) for one in _all_changes(entry, seen_by)],
    }


def type_taken_along(type: KnowledgeType) -> dict[str, Any]:
    """What ``type`` says and asks."""
    return {
        "name": type.name,
        "label": type.title,
        "sentence": type.about,
        "template": type.words("template"),
        "checklist": list(type.points),
        "fields": [
            {
                "name": field.name,
                "label": field.title,
                "kind": field.kind,
                "is_required": field.is_required,
                "help": field.hint,
                "options": field.options,
            }
            for field in fields_of(type)
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    field = line.field
    return {
        "name": field.name,
        "label": field.title,
        "value": kinds.plain(field, line.value),
        "words": line.words,
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "field": one.field.name if one.field else "",
        "label": one.title,
        "before": one.before,
        "after": one.after,
        "how": one.how,
        "at": one.at.isoformat(),
        "by": one.person.name if one.person else "",
    }


def _all_changes(entry: Entry, seen_by: Any) -> list[Change]:
    found, below = changes_of(entry, seen_by=seen_by)
    while below is not None:
        more, below = changes_of(entry, seen_by=seen_by, before=below)
        found += more
    return found
