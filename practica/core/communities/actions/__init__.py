"""Starting a community, changing it, and all the ways in and out."""

from practica.core.communities.actions.belonging import (
    enter,
    give_role,
    join,
    leave,
    mark_seen,
    remember_author,
    remove,
)
from practica.core.communities.actions.invitations import (
    accept_invitation,
    accept_own_invitation,
    invite,
    invite_all,
    note_invitation_seen,
    withdraw_invitation,
)
from practica.core.communities.actions.requests import accept_request, ask_to_join, refuse_request
from practica.core.communities.actions.starting import change, free_slug, remove_unused, start

__all__ = [
    "accept_invitation",
    "accept_own_invitation",
    "accept_request",
    "ask_to_join",
    "change",
    "enter",
    "free_slug",
    "give_role",
    "invite",
    "invite_all",
    "join",
    "leave",
    "mark_seen",
    "note_invitation_seen",
    "refuse_request",
    "remember_author",
    "remove",
    "remove_unused",
    "start",
    "withdraw_invitation",
]
