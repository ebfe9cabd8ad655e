"""Who may do what with any entry."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_lead, role_in
from practica.core.communities.models import CORE_GROUP, LEADS, WRITERS
from practica.core.entries.models import Entry
from practica.kit.access import verb
from practica.kit.contracts import kinds


@verb("entries.keep")
def can_keep(person: Any, entry: Entry | None = None) -> bool:
    """Anyone signed in follows, saves and marks as read what she sees (sight is asked by the loader)."""
    return bool(person.is_authenticated)


@verb("entries.vote")
def can_vote(person: Any, entry: Entry) -> bool:
    """Members vote; not on their own."""
    return role_in(person, entry.community_id) is not None and entry.author_id != person.pk


@verb("entries.edit")
def can_edit(person: Any, entry: Entry) -> bool:
    """Its author and owner while members; the core group any entry."""
    role = role_in(person, entry.community_id)
    if role in CORE_GROUP:
        return True
    return role is not None and person.pk in (entry.author_id, entry.owner_id)


@verb("entries.bin")
def can_bin(person: Any, entry: Entry) -> bool:
    """Its author while a writer; leads any entry."""
    own = entry.author_id == person.pk and role_in(person, entry.community_id) in WRITERS
    return own or can_lead(person, entry.community)


@verb("entries.set_audience")
def can_set_audience(person: Any, entry: Entry) -> bool:
    """Who may edit it, except that only the core group narrows to the core group."""
    return can_edit(person, entry)


@verb("entries.verify")
def can_verify(person: Any, entry: Entry) -> bool:
    """Its author while a member, guests too; its owner while a writer; leads. Only what is current and of a
    kind that says something which can be right."""
    role = role_in(person, entry.community_id)
    hers = role is not None and entry.author_id == person.pk
    hers = hers or role in WRITERS and entry.owner_id == person.pk
    if not (hers or role in LEADS) or entry.state != Entry.State.PUBLISHED or entry.superseded_by_id:
        return False
    says_something = kinds.get(entry.kind).says_something
    return says_something is not None and says_something(entry)


@verb("entries.take_back_verification")
def can_take_back_verification(person: Any, entry: Entry) -> bool:
    """Who made the statement that stands, while a member, and leads."""
    role = role_in(person, entry.community_id)
    if role is None or entry.verification is None:
        return False
    return role in LEADS or entry.verification.person_id == person.pk
