"""Who may add resources, change them and say something of them. Sight is asked by whoever loads them."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_write, role_in
from practica.core.communities.models import CORE_GROUP, WRITERS, Community
from practica.core.entries import access as entries
from practica.core.entries.models import Entry
from practica.kit.access import verb


@verb("library.add")
def can_add(person: Any, community: Community) -> bool:
    """Members and up."""
    return can_write(person, community)


@verb("library.edit")
def can_edit(person: Any, resource: Any) -> bool:
    """Members and up mend every resource they see; what only the core group sees, the core group."""
    entry = resource.entry
    if entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED):
        return False
    role = role_in(person, entry.community_id)
    return role in (CORE_GROUP if entry.audience == Entry.Audience.CORE else WRITERS)


@verb("library.review")
def can_review(person: Any, resource: Any) -> bool:
    """Every member says something of it, guests too, once."""
    is_out = resource.entry.state == Entry.State.PUBLISHED
    return is_out and role_in(person, resource.entry.community_id) is not None


@verb("library.bin")
def can_bin(person: Any, resource: Any) -> bool:
    """Who added it, and leads."""
    return entries.can_bin(person, resource.entry)
