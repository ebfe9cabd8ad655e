"""What search is told of the values of entries: words people may look for, beside the text."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from practica.core.types import kinds
from practica.core.types.models import Field, Value
from practica.kit.contracts.search import Passage

#: Titles of other entries and names of files are left out: who finds this entry may not see those.
FOUND_BY = (
    Field.Kind.TEXT, Field.Kind.LONG, Field.Kind.LINK, Field.Kind.CHOICE, Field.Kind.CHOICES,
    Field.Kind.PEOPLE, Field.Kind.NUMBER, Field.Kind.DATE,
)  # fmt: skip


def passages_of(entry_ids: Sequence[int]) -> dict[int, tuple[Passage, ...]]:
    """A passage for each filled field of these entries, under the name of the field; one query."""
    rows = Value.objects.filter(
        entry__in=entry_ids, field__removed__isnull=True, field__kind__in=FOUND_BY
    ).select_related("field", "person")
    cells: dict[tuple[int, int], tuple[Field, list[Value]]] = {}
    for row in rows.order_by("entry", "field__position", "position"):
        cells.setdefault((row.entry_id, row.field_id), (row.field, []))[1].append(row)
    found: dict[int, list[Passage]] = {}
    # The index is one for all readers: words of the software are told as they are stored.
    with translation.override(None):
        for (entry_id, _field_id), (field, held) in cells.items():
            words = kinds.shown(field, kinds.read(field, held))
            if words:
                found.setdefault(entry_id, []).append(
                    Passage(text=f"{field.label}: {words}", heading=field.label)
                )
    return {pk: tuple(passages) for pk, passages in found.items()}
