"""Who sees an entry, asked the other way round: people by what would be in force, before anything is changed.

Mirrors ``EntryQuerySet.visible_to`` for entries that are out; a property test holds them equal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from practica.core.communities.models import CORE_GROUP, Community, Membership
from practica.core.entries.models import Entry
from practica.core.people.models import Organisation, Person


def who_sees(
    community: Community, audience: str, *, named: Iterable[int] = (), writers: Iterable[int] = ()
) -> Q:
    """The condition on people that holds for those who would see a published entry of ``community`` with this
    audience. ``named`` are the ids of its named readers, ``writers`` those of its author and owner."""
    inside = Q(pk__in=_members(community))
    if audience == Entry.Audience.COMMUNITY:
        seen = _who_sees_community(community)
    elif audience == Entry.Audience.MEMBERS:
        seen = inside
    elif audience == Entry.Audience.CORE:
        seen = Q(pk__in=_members(community, roles=CORE_GROUP))
    else:
        seen = inside & Q(pk__in=list(named))
    return seen | inside & Q(pk__in=list(writers))


def visitors_see(community: Community, audience: str) -> bool:
    """Whether people without an account see it too."""
    return audience == Entry.Audience.COMMUNITY and community.audience == Community.Audience.PUBLIC


def _who_sees_community(community: Community) -> Q:
    audience, members = Community.Audience, Q(pk__in=_members(community))
    if community.audience == audience.PUBLIC:
        return Q(pk__isnull=False)
    if community.audience == audience.EVERYONE:
        return members | Q(is_active=True, organisation__standing=Organisation.Standing.HOME)
    if community.audience == audience.ORGANISATIONS:
        return members | Q(organisation__in=community.organisations.values("pk"))
    return members


def _members(community: Community, *, roles: Iterable[str] = ()) -> Any:
    rows = Membership.objects.filter(community=community, state=Membership.State.ACTIVE)
    return (rows.filter(role__in=tuple(roles)) if roles else rows).values("person")


def people_told_of(asker: Any) -> Any:
    """People with an account that ``asker`` may be told of."""
    return Person.objects.visible_to(asker).active()
