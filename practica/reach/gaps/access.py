"""Who may say that she did not find something, and who sees and closes gaps."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import is_core
from practica.kit.access import verb
from practica.reach.gaps.models import Gap


@verb("gaps.tell")
def can_tell(person: Any, community: Any = None) -> bool:
    """Anyone signed in says what she did not find (sight of the community is asked by the loader)."""
    return bool(person.is_authenticated)


@verb("gaps.look_after")
def can_look_after(person: Any, community: Any = None) -> bool:
    """The core group of a community; for what was looked for in the whole site, administrators."""
    if community is None:
        return bool(person.is_authenticated and person.is_administrator)
    return is_core(person, community.pk)


@verb("gaps.tend")
def can_tend(person: Any, gap: Gap) -> bool:
    """Whoever looks after the gaps of its place takes it, closes it, sorts its wordings."""
    if gap.community_id is None:
        return bool(person.is_authenticated and person.is_administrator)
    return is_core(person, gap.community_id)
