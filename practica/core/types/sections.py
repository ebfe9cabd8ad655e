"""What types show on a community's overview: the way to the after-action review."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from practica.core.communities.access import can_write
from practica.kit.contracts import sections


def review(community: Any, viewer: Any) -> dict[str, Any] | None:
    """The link, for those who may file one."""
    if not can_write(viewer, community):
        return None
    return {"review_url": reverse("types:after_action", args=[community.slug])}


sections.register(
    sections.Section(
        name="after-action",
        place=sections.COMMUNITY_ASIDE,
        template="types/aside.html",
        context=review,
        position=600,
    )
)
