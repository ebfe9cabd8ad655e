"""Who lets search learn from what she opens."""

from __future__ import annotations

from typing import Any

from practica.kit.access import verb


@verb("search.open")
def can_open(person: Any, thing: Any = None) -> bool:
    """Whoever is signed in: she can be asked, and can say no. Sight of the entry is asked by the loader."""
    return bool(person.is_authenticated)
