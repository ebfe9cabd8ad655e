"""The text inside files of the library, for those who may read them, to be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from practica.core.files.models import FilePart
from practica.kit.contracts import quoting
from practica.kit.prepared import prepared

#: Of several files together so many pages, slides or sheets are read.
MOST_PARTS = 300


def texts(keys: Sequence[str], *, person: Any) -> dict[str, list[quoting.Stretch]]:
    """The pages, slides or sheets of these files."""
    found: dict[str, list[quoting.Stretch]] = {}
    for uid, locator, text in _parts(person, uids=[key.removeprefix("file:") for key in keys]):
        found.setdefault(f"file:{uid}", []).append(quoting.Stretch(text=text, locator=locator))
    return found


@prepared
def _parts(person: Any, *, uids: list[str]) -> Any:
    rows = FilePart.objects.visible_to(person).filter(file__uid__in=uids)
    return rows.order_by("file", "position").values_list("file__uid", "locator", "text")[:MOST_PARTS]


quoting.register(quoting.Quotable(kind="file", texts=texts))
