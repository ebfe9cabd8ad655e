"""The kind of entry a resource is, and its tab in a community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.content.library.models import KIND, Resource
from practica.kit.addresses import address
from practica.kit.contracts import kinds, tabs
from practica.kit.prepared import prepared


def _address(entry: Any) -> str:
    return address("library:show", entry.community.slug, entry.handle)


def _badges(entry_ids: Sequence[int]) -> dict[int, kinds.Badge]:
    dead = kinds.Badge(word=_("Does not answer"), style="warn", icon="warn")
    return dict.fromkeys(_dead(None, ids=list(entry_ids)), dead)


@prepared
def _dead(_person: Any, *, ids: list[int]) -> Any:
    return Resource.objects.filter(entry__in=ids, is_dead=True).values_list("entry_id", flat=True)


kinds.register(
    kinds.Kind(
        name=KIND,
        label=gettext_lazy("Resource"),
        plural=gettext_lazy("Resources"),
        icon="book",
        css="k-asset",
        url=_address,
        badges=_badges,
    )
)
tabs.register(
    tabs.Tab(
        name="resources",
        label=gettext_lazy("Resources"),
        url=lambda community: reverse("library:catalogue", args=[community.slug]),
        position=750,
    )
)
