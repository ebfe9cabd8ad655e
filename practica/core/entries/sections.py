"""What entries show on a community's overview and on a person's profile."""

from __future__ import annotations

from typing import Any

from practica.core.entries.queries import feed
from practica.kit.contracts import sections

ON_OVERVIEW = 12
ON_PROFILE = 10


def happening_now(community: Any, viewer: Any) -> dict[str, Any] | None:
    """The liveliest entries of a community that ``viewer`` may see."""
    rows, _more = feed(_in_community, person=viewer, limit=ON_OVERVIEW, community=community.pk)
    return {"rows": rows}


def contributions(person: Any, viewer: Any) -> dict[str, Any] | None:
    """What ``person`` wrote lately that ``viewer`` may see."""
    rows, _more = feed(_written_by, person=viewer, limit=ON_PROFILE, author=person.pk)
    return {"rows": rows} if rows else None


def _in_community(entries: Any, _viewer: Any, *, community: int) -> Any:
    return entries.filter(community=community)


def _written_by(entries: Any, viewer: Any, *, author: int) -> Any:
    return entries.filter(author=author).in_listed_for(viewer)


sections.register(
    sections.Section(
        name="happening",
        place=sections.COMMUNITY_OVERVIEW,
        template="entries/sections/happening.html",
        context=happening_now,
        position=100,
    )
)
sections.register(
    sections.Section(
        name="contributions",
        place=sections.PERSON_PROFILE,
        template="entries/sections/contributions.html",
        context=contributions,
        position=200,
    )
)
