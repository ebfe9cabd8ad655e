"""Who may add files."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_contribute
from practica.core.communities.models import Community
from practica.kit.access import verb


@verb("files.store")
def can_store(person: Any, community: Community) -> bool:
    """Members add files to what they write."""
    return can_contribute(person, community)
