"""Who may do what with pages. Sight is asked by whoever loads the page."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_lead, can_write, is_core, role_in
from practica.core.communities.models import CORE_GROUP, WRITERS, Community
from practica.core.entries.models import Entry
from practica.kit.access import verb


@verb("pages.create")
def can_create(person: Any, community: Community) -> bool:
    """Members and up write pages; guests suggest by asking."""
    return can_write(person, community)


@verb("pages.edit")
def can_edit(person: Any, page: Any) -> bool:
    """Members and up edit every page they see: a page belongs to its readers. What only the core group sees,
    the core group edits; nobody edits what is archived or in the bin."""
    entry = page.entry
    if entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED):
        return False
    if entry.audience == Entry.Audience.CORE and person.pk not in (entry.author_id, entry.owner_id):
        return role_in(person, entry.community_id) in CORE_GROUP
    return role_in(person, entry.community_id) in WRITERS


@verb("pages.move")
def can_move(person: Any, page: Any) -> bool:
    """Who may edit it."""
    return can_edit(person, page)


@verb("pages.archive")
def can_archive(person: Any, page: Any) -> bool:
    """Its owner, and the core group."""
    entry = page.entry
    own = entry.owner_id == person.pk and role_in(person, entry.community_id) in WRITERS
    return own or is_core(person, entry.community_id)


@verb("pages.bring_history")
def can_bring_history(person: Any, page: Any) -> bool:
    """Leads, who import: history says what others wrote and when."""
    return can_lead(person, page.entry.community)


@verb("pages.keep_draft")
def can_keep_draft(person: Any, community: Community) -> bool:
    """Who may write there keeps unsaved text there."""
    return can_write(person, community)
