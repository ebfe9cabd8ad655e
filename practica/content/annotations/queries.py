"""The talks about one text, as they are shown beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from practica.content.annotations.models import Annotation, Reply
from practica.core.entries.models import Entry

MOST_OPEN = 300
MOST_RESOLVED = 100
MOST_REPLIES = 200


@dataclass(frozen=True)
class Talks:
    """Open talks in the order of the text, those whose passage is gone, and settled ones, newest first."""

    open: Sequence[Annotation]
    gone: Sequence[Annotation]
    resolved: Sequence[Annotation]


def talks_about(entry: Entry, *, seen_by: Any) -> Talks:
    """What is said about passages of ``entry``, with replies."""
    replies = Reply.objects.visible_to(seen_by).select_related("author").order_by("created", "pk")
    rows = Annotation.objects.visible_to(seen_by).filter(entry=entry).select_related("author", "resolved_by")
    rows = rows.prefetch_related(Prefetch("replies", queryset=replies, to_attr="shown_replies"))
    found = list(rows.open().in_text_order()[:MOST_OPEN])
    resolved = list(rows.filter(resolved_at__isnull=False).order_by("-resolved_at", "-pk")[:MOST_RESOLVED])
    for one in [*found, *resolved]:
        one.entry = entry
    return Talks(
        open=[one for one in found if not one.is_gone],
        gone=[one for one in found if one.is_gone],
        resolved=resolved,
    )
