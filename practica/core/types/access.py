"""Who may say what is asked of knowledge, and who answers."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_lead
from practica.core.communities.models import Community
from practica.kit.access import verb
from practica.kit.contracts import rows


@verb("types.keep")
def can_keep(person: Any, community: Community | None) -> bool:
    """Leads keep the types of their community, administrators those of the whole site (no community)."""
    if not person.is_authenticated:
        return False
    return bool(person.is_administrator) if community is None else can_lead(person, community)


@verb("types.fill")
def can_fill(person: Any, entry: Any) -> bool:
    """Whoever may edit an entry fills its fields."""
    home = rows.home_of(entry.kind)
    return home is not None and home.may_edit(person, entry)
