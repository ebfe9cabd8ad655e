"""Who may bring things in and take them out."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_lead, can_start
from practica.core.communities.models import Community
from practica.kit.access import verb


@verb("transfer.import")
def can_import(person: Any, community: Community | None = None) -> bool:
    """Into a community: its leads. Into a new one: who may start one."""
    return can_start(person) if community is None else can_lead(person, community)


@verb("transfer.steer")
def can_steer(person: Any, imported: Any) -> bool:
    """Start, cancel and undo an import: who may import there and either began it or leads the community."""
    if imported.community is None:
        return bool(person.pk is not None and imported.started_by_id == person.pk and can_start(person))
    return can_lead(person, imported.community)


@verb("transfer.read_server")
def can_read_server(person: Any) -> bool:
    """Administrators name folders of this server, inside the roots the site allows."""
    return bool(person.is_authenticated and person.is_administrator)


@verb("transfer.export")
def can_export(person: Any, community: Community) -> bool:
    """Leads take their community with them."""
    return can_lead(person, community)
