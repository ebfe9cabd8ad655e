"""Who may do what with collections. Rows have the rights of their entries; sight is asked by the loader."""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import can_write, is_core, role_in
from practica.core.communities.models import CORE_GROUP, WRITERS, Community
from practica.core.entries.models import Entry
from practica.kit.access import verb

#: Communities whose content everyone signed in may see: only there may a view have a link for everybody.
OPEN_AUDIENCES = (Community.Audience.PUBLIC, Community.Audience.EVERYONE)


@verb("collections.create")
def can_create(person: Any, community: Community) -> bool:
    """Members and up."""
    return can_write(person, community)


@verb("collections.edit")
def can_edit(person: Any, collection: Any) -> bool:
    """Members and up shape views together, as they write pages; what only the core group sees, it shapes."""
    entry = collection.entry
    if entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED):
        return False
    if entry.audience == Entry.Audience.CORE and person.pk not in (entry.author_id, entry.owner_id):
        return role_in(person, entry.community_id) in CORE_GROUP
    return role_in(person, entry.community_id) in WRITERS


@verb("collections.add_row")
def can_add_row(person: Any, collection: Any) -> bool:
    """Who may shape it adds rows to it."""
    return can_edit(person, collection)


@verb("collections.open")
def can_open(person: Any, collection: Any) -> bool:
    """The core group gives a view or a form a link for people from outside."""
    return can_edit(person, collection) and is_core(person, collection.entry.community_id)


@verb("collections.shape")
def can_shape(person: Any, view: Any) -> bool:
    """Who may edit the collection changes its views; one that people from outside read, the core group: what
    it shows is told to everyone."""
    if view.link_hash:
        return can_open(person, view.collection)
    return can_edit(person, view.collection)


@verb("collections.moderate")
def can_moderate(person: Any, collection: Any) -> bool:
    """The core group takes in what forms collected."""
    return is_core(person, collection.entry.community_id)


@verb("collections.delete")
def can_delete(person: Any, collection: Any) -> bool:
    """Whoever made it, and the core group. The rows stay."""
    entry = collection.entry
    own = person.pk is not None and entry.author_id == person.pk and can_edit(person, collection)
    return own or is_core(person, entry.community_id)


@verb("collections.send")
def can_send(person: Any, form: Any) -> bool:
    """Who may fill in a form that was found by its collection (not by its link)."""
    if not form.is_open:
        return False
    if form.who == form.Who.MEMBERS:
        return can_add_row(person, form.collection)
    return bool(person.is_authenticated)


@verb("collections.send_by_link")
def can_send_by_link(person: Any, form: Any) -> bool:
    """Anybody who holds the link of an open form in a community that is open itself."""
    return form.is_open and form.who == form.Who.ANYONE and is_open_community(form.collection)


def is_open_community(collection: Any) -> bool:
    """Whether links of ``collection`` for people from outside work: its community and itself are open."""
    entry = collection.entry
    return (
        entry.community.audience in OPEN_AUDIENCES
        and entry.audience == Entry.Audience.COMMUNITY
        and entry.state == Entry.State.PUBLISHED
    )
