"""What communities show on a person's profile, and to somebody new."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import Membership
from practica.core.communities.queries import Wanted, directory, invitations_for
from practica.kit.contracts import sections

SHOWN = 30
OFFERED = 6


def communities_of(person: Any, viewer: Any) -> dict[str, Any] | None:
    """The communities of ``person`` that ``viewer`` may be told of."""
    rows = Membership.objects.visible_to(viewer).active().filter(person=person).listed_for(viewer)
    found = list(rows.select_related("community").order_by("-joined")[:SHOWN])
    return {"memberships": found} if found else None


def communities_to_join(person: Any, viewer: Any) -> dict[str, Any] | None:
    """Invitations that wait, and some lively communities she is not in yet."""
    offered = [c for c in directory(person=viewer, wanted=Wanted()).rows if not c.is_mine][:OFFERED]
    waiting = invitations_for(viewer)
    return {"communities": offered, "invitations": waiting} if offered or waiting else None


sections.register(
    sections.Section(
        name="communities",
        place=sections.PERSON_PROFILE,
        template="communities/sections/of_person.html",
        context=communities_of,
        position=100,
    )
)
sections.register(
    sections.Section(
        name="communities",
        place=sections.PERSON_WELCOME,
        template="communities/sections/to_join.html",
        context=communities_to_join,
        position=100,
    )
)
