"""The tab of gaps in a community, for those who look after them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from practica.kit.contracts.tabs import Step, Tab, register
from practica.reach.gaps.access import can_look_after
from practica.reach.gaps.queries import count_waiting


def _gaps(community: Any) -> str:
    return reverse("gaps:in_community", args=[community.slug])


def _waiting(community: Any, person: Any) -> Step | None:
    if not can_look_after(person, community):
        return None
    number = count_waiting(community, person=person)
    if not number:
        return None
    label = ngettext(
        "%(number)d thing people look for is missing", "%(number)d things people look for are missing", number
    )
    return Step(label=label % {"number": number}, url=_gaps(community), icon="search")


def _shown(community: Any, person: Any) -> bool:
    return can_look_after(person, community)


register(
    Tab(
        name="gaps",
        label=gettext_lazy("Missing"),
        url=_gaps,
        position=800,
        todo=_waiting,
        shown=_shown,
    )
)
