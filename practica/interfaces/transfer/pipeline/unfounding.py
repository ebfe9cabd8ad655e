"""Undoing the start of a community: it goes with the import that made it, unless something happened there."""

from __future__ import annotations

from django.db import transaction

from practica.core.communities.actions import remove_unused
from practica.core.communities.models import Community, Invitation, JoinRequest, Membership
from practica.core.entries.erasing import BATCH, erase
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.words import own
from practica.kit.access import Invalid, Refused

CHANGES = ("CommunityChanged", "CommunityAudienceChanged", "RoleChanged")


def remove_community(imported: Import, *, actor: Person) -> None:
    """Remove the community that ``imported`` started, and say so on it, or say why it stays."""
    community = imported.community
    if community is None or not imported.founded:
        return
    why = _reason_to_stay(imported, community, actor)
    if why:
        _say(imported, own("undo.community-kept", why=why))
        return
    try:
        _remove(imported, community, actor)
    except (Invalid, Refused) as problem:
        _say(imported, own("undo.community-kept", why=problem))


def _reason_to_stay(imported: Import, community: Community, actor: Person) -> str:
    """The code of what happened there beside the import; nothing when nothing did."""
    members = Membership.objects.filter(community=community).active().exclude(person=actor)
    if members.exists() or JoinRequest.objects.filter(community=community).exists():
        return "why.members"
    others = Import.objects.filter(community=community).exclude(pk=imported.pk)
    if others.exists():
        return "why.imports"
    brought = ImportItem.objects.filter(import_run=imported, entry__isnull=False)
    entries = Entry.objects.filter(community=community)
    replaced = entries.exclude(pk__in=brought.values("entry"))
    if entries.exclude(state=Entry.State.BINNED).exists() or replaced.exists():
        return "why.entries"
    changed = FactRow.objects.filter(community_id=community.pk, name__in=CHANGES)
    if changed.exists() or Invitation.objects.filter(community=community).exists():
        return "why.changed"
    return ""


@transaction.atomic
def _remove(imported: Import, community: Community, actor: Person) -> None:
    """Whole or not at all. What came can come again from its source; nobody else wrote here."""
    while batch := list(Entry.objects.filter(community=community).order_by("pk")[:BATCH]):
        erase(batch)
    _say(imported, own("undo.community"))
    # The ledger outlives the community: whoever began the import goes on seeing it.
    beat(imported, community=None, founded=False)
    remove_unused(community, actor=actor)


def _say(imported: Import, note: dict[str, object]) -> None:
    beat(imported, notes=[*imported.notes, note])
