"""The kind of entry a page is, its tab in a community, and how other rooms make pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from practica.content.pages.actions import create
from practica.kit.contracts import capture, kinds, tabs


def _address(entry: Any) -> str:
    return reverse("pages:show", args=[entry.community.slug, entry.handle])


def _tab_address(community: Any) -> str:
    return reverse("pages:index", args=[community.slug])


def _make(*, community: Any, title: str, body: str, author: Any, source_entry: Any, actor: Any) -> Any:
    """A page made of what was said elsewhere; links back to it at its foot."""
    foot = _now("Made from [%(title)s](/e/%(uid)s).") % {
        "title": source_entry.title.replace("[", "\\[").replace("]", "\\]"),
        "uid": source_entry.uid,
    }
    page = create(
        community=community, title=title, body=f"{body.rstrip()}\n\n{foot}\n", author=author, actor=actor
    )
    return page.entry


kinds.register(
    kinds.Kind(name="page", label=_("Page"), plural=_("Pages"), icon="page", css="k-page", url=_address)
)
tabs.register(tabs.Tab(name="pages", label=_("Pages"), url=_tab_address, position=300))
capture.register_maker(_make)
