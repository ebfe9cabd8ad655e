"""Who may change what about people."""

from __future__ import annotations

from typing import Any

from practica.kit.access import verb


@verb("people.edit_profile")
def can_edit_profile(person: Any, other: Any = None) -> bool:
    """Everyone her own profile."""
    return person.is_authenticated and (other is None or person.pk == other.pk)


@verb("people.import_people")
def can_import_people(person: Any) -> bool:
    """Administrators bring people and units from a list."""
    return person.is_authenticated and person.is_administrator


@verb("people.claim")
def can_claim(person: Any, author: Any) -> bool:
    """An author without an account, by the person whose verified address it is (checked by the action)."""
    return person.is_authenticated and not author.has_account and author.claimed_by_id is None
