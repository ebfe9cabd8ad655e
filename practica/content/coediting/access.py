"""Who may edit together: whoever may change the text, says the app it belongs to."""

from __future__ import annotations

from typing import Any

from practica.core.entries.models import Entry
from practica.kit.access import verb
from practica.kit.contracts.documents import document_of


@verb("coediting.write")
def can_write(person: Any, entry: Entry) -> bool:
    """Signed in, and allowed to change this text. Sight is asked by whoever loads the entry."""
    document = document_of(entry.kind)
    return document is not None and person.pk is not None and document.may_write(person, entry)
