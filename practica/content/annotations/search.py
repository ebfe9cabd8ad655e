"""How talks about passages are found: with the text they are about, each opening at its card."""

from __future__ import annotations

from collections.abc import Sequence

from practica.content.annotations import facts
from practica.content.annotations.models import Annotation
from practica.content.annotations.queries import MOST_OPEN
from practica.kit import markup
from practica.kit.contracts import search


def passages(entry_ids: Sequence[int]) -> dict[str, list[search.Passage]]:
    """What was said about passages of these entries, settled or not, a passage for each talk."""
    rows = Annotation.objects.filter(entry__in=entry_ids).select_related("entry", "author")
    found: dict[str, list[search.Passage]] = {}
    for one in rows.prefetch_related("replies").order_by("entry", "place", "pk"):
        talks = found.setdefault(one.entry.uid, [])
        if len(talks) < MOST_OPEN:
            talks.append(_passage(one))
    return found


def _passage(talk: Annotation) -> search.Passage:
    replies = sorted(talk.replies.all(), key=lambda reply: (reply.created, reply.pk))
    said = [passage.text for html in (talk.html, *(one.html for one in replies)) for passage in _of(html)]
    return search.Passage(
        text="\n".join(said), anchor=talk.anchor, heading=talk.author.name if talk.author else ""
    )


def _of(html: str) -> Sequence[search.Passage]:
    return list(markup.passages(html))


search.register_aside(
    search.Aside(
        name="annotations",
        passages=passages,
        facts=(
            facts.PassageCommented,
            facts.PassageReplied,
            facts.PassageCommentDeleted,
            facts.PassagesBrought,
        ),
    )
)
