"""The files of a community's library, newest first."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile

PAGE = 50


def library(
    community: Community, *, seen_by: Any, name: str = "", before: str = ""
) -> tuple[list[StoredFile], str]:
    """At most :data:`PAGE` files ``seen_by`` may see whose name holds ``name``, from the one after the file
    with the uid ``before``; and the uid to go on from, empty at the end."""
    rows = StoredFile.objects.visible_to(seen_by).filter(
        entry__community=community, entry__kind="file", entry__state=Entry.State.PUBLISHED
    )
    if name:
        rows = rows.filter(name__icontains=name)
    if before:
        rows = rows.filter(pk__lt=rows.model.objects.filter(uid=before).values("pk")[:1])
    found = list(rows.select_related("entry__community", "entry__author").order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].uid if len(found) > PAGE else ""
