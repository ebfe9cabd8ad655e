"""The kind of entry a page is, and its tab in a community."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practica.content.pages.queries import first_page
from practica.kit.addresses import address
from practica.kit.contracts import kinds, tabs


def _address(entry: Any) -> str:
    return address("pages:show", entry.community.slug, entry.handle)


def _tab_address(community: Any) -> str:
    return reverse("pages:index", args=[community.slug])


def _begin(community: Any, person: Any) -> tabs.Step | None:
    """The page most people begin with: the first of the tree."""
    first = first_page(community, seen_by=person)
    if first is None:
        return None
    return tabs.Step(label=first.title, text=gettext("Where the pages begin"), url=first.url, icon="page")


def _write(community: Any, person: Any) -> tabs.Step | None:
    """Leads of a community without pages are asked for the first one."""
    if first_page(community, seen_by=person) is not None:
        return None
    return tabs.Step(
        label=gettext("Write the first page"),
        text=gettext("Or import the folder you have"),
        url=reverse("pages:new", args=[community.slug]),
        icon="page",
    )


kinds.register(
    kinds.Kind(
        name="page",
        label=_("Page"),
        plural=_("Pages"),
        icon="page",
        css="k-page",
        url=_address,
        says_something=lambda _entry: True,
    )
)
tabs.register(
    tabs.Tab(name="pages", label=_("Pages"), url=_tab_address, position=300, start=_begin, todo=_write)
)
