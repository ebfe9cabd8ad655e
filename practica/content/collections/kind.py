"""The kind of entry a collection is, and the tab collections have in a community."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.content.collections.access import can_create
from practica.content.collections.checking import check
from practica.content.collections.computing import compute
from practica.content.collections.models import COLLECTION
from practica.content.collections.queries import badges, has_any
from practica.content.collections.standing import standing
from practica.core.types import computing
from practica.core.types import standing as standings
from practica.kit.addresses import address
from practica.kit.contracts import kinds, tabs


def _address(entry: Any) -> str:
    return address("collections:show", entry.community.slug, entry.handle)


def _tab_address(community: Any) -> str:
    return reverse("collections:index", args=[community.slug])


def _shown(community: Any, person: Any) -> bool:
    """Who sees one, and who could make the first."""
    return can_create(person, community) or has_any(community, seen_by=person)


def _make(community: Any, person: Any) -> tabs.Step | None:
    """Leads of a community without collections hear of them."""
    if not can_create(person, community) or has_any(community, seen_by=person):
        return None
    return tabs.Step(
        label=_("Gather what is alike in one table"),
        text=_("Lessons, contacts, decisions: begin with a file you have"),
        url=reverse("collections:new", args=[community.slug]),
        icon="data",
    )


kinds.register(
    kinds.Kind(
        name=COLLECTION,
        label=gettext_lazy("Collection"),
        plural=gettext_lazy("Collections"),
        icon="data",
        css="k-data",
        url=_address,
        badges=badges,
    )
)
tabs.register(
    tabs.Tab(
        name="collections",
        label=gettext_lazy("Collections"),
        url=_tab_address,
        position=350,
        shown=_shown,
        todo=_make,
    )
)
computing.register(compute, check)
standings.register(standing)
