"""Who may hold tokens."""

from __future__ import annotations

from typing import Any

from practica.kit.access import verb


@verb("api.hold_tokens")
def can_hold_tokens(person: Any, token: Any = None) -> bool:
    """Everyone her own."""
    return bool(person.is_authenticated and (token is None or token.person_id == person.pk))
