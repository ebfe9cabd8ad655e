"""What imports and exports offer on the page of a community."""

from __future__ import annotations

from typing import Any

from practica.interfaces.transfer.access import can_export
from practica.kit.contracts import sections


def export_of(community: Any, viewer: Any) -> dict[str, Any] | None:
    """The way to take the community along, for those who may."""
    return {"community": community} if can_export(viewer, community) else None


sections.register(
    sections.Section(
        name="export",
        place=sections.COMMUNITY_ACTS,
        template="transfer/sections/export.html",
        context=export_of,
        position=900,
    )
)
