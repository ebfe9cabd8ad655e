"""The tabs every community has: its overview and its members."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from practica.core.communities.access import can_lead, can_see_members
from practica.core.communities.queries import count_open_requests, those_to_ask
from practica.kit.contracts.tabs import Step, Tab, register

FEW = 5


def _overview(community: Any) -> str:
    return reverse("communities:show", args=[community.slug])


def _members(community: Any) -> str:
    return reverse("communities:members", args=[community.slug])


def _who_knows_what(community: Any, person: Any) -> Step | None:
    if not can_see_members(person, community):
        return None
    number = those_to_ask(community, seen_by=person)
    if not number:
        return None
    text = ngettext(
        "%(number)d person said what to ask about", "%(number)d people said what to ask them about", number
    )
    return Step(
        label=_("Who knows what"), text=text % {"number": number}, url=_members(community), icon="users"
    )


def _requests(community: Any, person: Any) -> Step | None:
    if not can_lead(person, community):
        return None
    number = count_open_requests(community, seen_by=person)
    if not number:
        return None
    label = ngettext("%(number)d person asks to join", "%(number)d people ask to join", number)
    url = reverse("communities:requests", args=[community.slug])
    return Step(label=label % {"number": number}, url=url, icon="users")


def _invite(community: Any, person: Any) -> Step | None:
    if not can_lead(person, community) or community.member_count >= FEW:
        return None
    url = reverse("communities:invitations", args=[community.slug])
    return Step(label=_("Invite the first people"), url=url, icon="plus")


register(Tab(name="overview", label=gettext_lazy("Overview"), url=_overview, position=0, todo=_requests))
register(
    Tab(
        name="members",
        label=gettext_lazy("Members"),
        url=_members,
        position=900,
        start=_who_knows_what,
        todo=_invite,
    )
)
