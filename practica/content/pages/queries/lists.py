"""Lists of a community: what is new, the bin."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import Community
from practica.core.entries.models import Entry


def newest(community: Community, *, seen_by: Any, limit: int = 10) -> list[Entry]:
    """The pages changed last."""
    rows = Entry.objects.visible_to(seen_by).filter(
        community=community, kind="page", state=Entry.State.PUBLISHED
    )
    return list(rows.select_related("community", "author").lately_active_first()[:limit])


def binned(community: Community, *, person: Any, limit: int = 200) -> list[Entry]:
    """Entries of every kind in the bin that ``person`` may bring back, newest first."""
    rows = Entry.objects.binned_for(person).filter(community=community)
    return list(rows.select_related("community", "author").order_by("-binned_at", "-pk")[:limit])


def binned_entry(community: Community, uid: str, *, person: Any) -> Entry | None:
    """One entry in the bin that ``person`` may bring back."""
    if not uid:
        return None
    return Entry.objects.binned_for(person).filter(community=community, uid=uid).first()
