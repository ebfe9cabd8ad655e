"""Who may add files, change them, and see how much room they take."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_contribute, role_in
from practica.core.communities.access import can_edit as can_edit_community
from practica.core.communities.models import CORE_GROUP, WRITERS, Community
from practica.core.entries import access as entries
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.kit.access import verb


@verb("files.store")
def can_store(person: Any, community: Community) -> bool:
    """Members add files to what they write."""
    return can_contribute(person, community)


@verb("files.upload")
def can_upload(person: Any, upload: Any = None) -> bool:
    """Whoever has begun it (sight is asked by the loader; the right to add a file, again, at its end)."""
    return bool(person.is_authenticated)


@verb("files.edit")
def can_edit(person: Any, stored: StoredFile) -> bool:
    """Members and up give every file of the library they see a new version, another name, other topics: what
    it was stays a version. What only the core group sees, the core group changes."""
    entry = stored.entry
    if entry.kind != "file" or entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED):
        return False
    role = role_in(person, entry.community_id)
    if person.pk in (entry.author_id, entry.owner_id):
        return role is not None
    return role in (CORE_GROUP if entry.audience == Entry.Audience.CORE else WRITERS)


@verb("files.bin")
def can_bin(person: Any, stored: StoredFile) -> bool:
    """Who brought it, and leads."""
    return stored.entry.kind == "file" and entries.can_bin(person, stored.entry)


@verb("files.cover")
def can_cover(person: Any, community: Community) -> bool:
    """Coordinators choose how the community looks."""
    return can_edit_community(person, community)


@verb("files.see_space")
def can_see_space(person: Any) -> bool:
    """Administrators see how much room the files of every community take."""
    return bool(person.is_authenticated and person.is_administrator)


@verb("files.allot_space")
def can_allot_space(person: Any, community: Community) -> bool:
    """They also say how much a community they see may take (sight is asked by the loader)."""
    return can_see_space(person)
