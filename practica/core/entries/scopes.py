"""Scopes: what an entry belongs to and which of those a reader holds. The index knows scopes, never people.

The two functions mirror ``EntryQuerySet.visible_to`` for published entries; a property test holds them equal.
"""

from __future__ import annotations

from typing import Any

from practica.core.communities.access import roles_of
from practica.core.communities.models import CORE_GROUP, Community
from practica.core.entries.models import Entry


def scopes_of_entry(entry: Entry) -> tuple[str, ...]:
    """The scopes of a published ``entry`` (with its community and the community's organisations loaded)."""
    community, audience = entry.community, Entry.Audience
    if entry.audience == audience.MEMBERS:
        own = [f"members:{community.pk}"]
    elif entry.audience == audience.CORE:
        own = [f"core:{community.pk}"]
    elif entry.audience == audience.NAMED:
        own = [f"person:{community.pk}:{reader.pk}" for reader in entry.readers.all()]
    else:
        own = _scopes_of_community(community)
    writers = {pk for pk in (entry.author_id, entry.owner_id) if pk}
    return (*own, *(f"person:{community.pk}:{pk}" for pk in sorted(writers)))


def _scopes_of_community(community: Community) -> list[str]:
    members = f"members:{community.pk}"
    if not community.is_listed or community.audience == Community.Audience.MEMBERS:
        return [members]
    if community.audience == Community.Audience.ORGANISATIONS:
        return [members, *(f"organisation:{org.pk}" for org in community.organisations.all())]
    return [members, str(community.audience)]


def scopes_of_reader(person: Any) -> tuple[str, ...]:
    """The scopes ``person`` holds. Anonymous people hold ``public`` alone."""
    held = ["public"]
    if person.pk is None:
        return tuple(held)
    if person.is_colleague:
        held.append("everyone")
    if person.organisation_id:
        held.append(f"organisation:{person.organisation_id}")
    for community_id, role in roles_of(person).items():
        held += [f"members:{community_id}", f"person:{community_id}:{person.pk}"]
        if role in CORE_GROUP:
            held.append(f"core:{community_id}")
    return tuple(held)
