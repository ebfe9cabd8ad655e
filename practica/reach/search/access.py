"""Who may do what with searches."""

from __future__ import annotations

from typing import Any

from practica.kit.access import verb
from practica.reach.search.judging.access import can_open as can_open


@verb("search.keep")
def can_keep(person: Any, search: Any = None) -> bool:
    """Anyone signed in keeps searches of her own (sight is asked by the loader)."""
    return bool(person.is_authenticated)
