"""The kind of entry a file of the library is, and the tab of the library in a community."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from practica.kit.contracts import kinds, tabs


def _address(entry: Any) -> str:
    return reverse("files:show", args=[entry.community.slug, entry.handle])


def _tab_address(community: Any) -> str:
    return reverse("files:library", args=[community.slug])


kinds.register(
    kinds.Kind(
        name="file",
        label=_("File"),
        plural=_("Files"),
        icon="asset",
        css="k-asset",
        url=_address,
        in_feed=False,
    )
)
tabs.register(tabs.Tab(name="files", label=_("Files"), url=_tab_address, position=700))
