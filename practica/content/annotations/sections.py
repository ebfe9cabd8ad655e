"""What a reader of a text is shown of the talks about it: how many, and the place where they stand."""

from __future__ import annotations

from typing import Any

from practica.content.annotations.access import can_comment
from practica.core.entries.models import Entry
from practica.kit.addresses import address
from practica.kit.contracts import sections


def _beside(entry: Entry, person: Any) -> dict[str, Any] | None:
    """No question to the database: the count stands with the entry, the talks come when asked for."""
    may_comment = can_comment(person, entry)
    if not may_comment and not entry.open_comment_count:
        return None
    return {
        "url": address("annotations:index", entry.uid),
        "count": entry.open_comment_count,
        "may_comment": may_comment,
    }


for _place, _template in ((sections.ENTRY_HEAD, "head"), (sections.ENTRY_FOOT, "foot")):
    sections.register(
        sections.Section(
            name="annotations", place=_place, template=f"annotations/{_template}.html", context=_beside
        )
    )
