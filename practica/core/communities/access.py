"""Who may do what in a community. Roles are read once per person object and kept on it."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import CORE_GROUP, LEADS, WRITERS, Community, roles_of
from practica.kit.access import verb


def forget_roles(person: Any) -> None:
    """Read the roles of ``person`` anew the next time somebody asks."""
    person.__dict__.pop("_roles", None)


def role_in(person: Any, community_id: int) -> str | None:
    """The role of ``person`` there, or None when she is no member."""
    return roles_of(person).get(community_id)


@verb("communities.start")
def can_start(person: Any) -> bool:
    """Every colleague may start a community; a guest may not."""
    return bool(person.is_authenticated and person.is_colleague)


@verb("communities.see_members")
def can_see_members(person: Any, community: Community) -> bool:
    """Everyone signed in, each as many as she may see."""
    return bool(person.is_authenticated)


@verb("communities.lead")
def can_lead(person: Any, community: Community) -> bool:
    """Coordinators and stewards decide on requests, invitations and what stands at the front."""
    return role_in(person, community.pk) in LEADS


@verb("communities.edit")
def can_edit(person: Any, community: Community) -> bool:
    """Coordinators change the community itself and its roles."""
    return role_in(person, community.pk) == "coordinator"


@verb("communities.join")
def can_join(person: Any, community: Community) -> bool:
    """Anyone signed in who sees an open community and is not in it yet (sight is asked by the loader)."""
    return _outside(person, community) and community.joining == Community.Joining.OPEN


@verb("communities.ask_to_join")
def can_ask_to_join(person: Any, community: Community) -> bool:
    """Anyone signed in who sees a community where people ask."""
    return _outside(person, community) and community.joining == Community.Joining.REQUEST


@verb("communities.leave")
def can_leave(person: Any, community: Community) -> bool:
    """Every member."""
    return role_in(person, community.pk) is not None


@verb("communities.invite")
def can_invite(person: Any, community: Community) -> bool:
    """Leads; in open communities also the core group and members."""
    role = role_in(person, community.pk)
    return role in LEADS or (role in WRITERS and community.joining == Community.Joining.OPEN)


def may_still_invite(invitation: Any) -> bool:
    """Whether whoever made ``invitation`` (loaded with its community) could make it today: one who lost her
    role, or left, lets nobody in any more, herself least of all."""
    host, community = invitation.invited_by, invitation.community
    if host is None or not host.is_active or not can_invite(host, community):
        return False
    return invitation.role not in CORE_GROUP or can_edit(host, community)


@verb("communities.accept_invitation")
def can_accept_invitation(person: Any, invitation: Any = None) -> bool:
    """Anyone signed in who holds the token (checked by the action)."""
    return bool(person.is_authenticated)


@verb("communities.contribute")
def can_contribute(person: Any, community: Community) -> bool:
    """Every active member, guests included, asks, answers and discusses."""
    return role_in(person, community.pk) is not None


@verb("communities.write")
def can_write(person: Any, community: Community) -> bool:
    """Members and up write pages; guests suggest by asking."""
    return role_in(person, community.pk) in WRITERS


def is_core(person: Any, community_id: int) -> bool:
    """Whether ``person`` belongs to the core group there."""
    return role_in(person, community_id) in CORE_GROUP


def _outside(person: Any, community: Community) -> bool:
    return bool(person.is_authenticated) and role_in(person, community.pk) is None
