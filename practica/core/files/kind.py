"""The kind of entry a file of the library is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from practica.kit.contracts import kinds


def _address(entry: Any) -> str:
    return reverse("files:show", args=[entry.community.slug, entry.handle])


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
