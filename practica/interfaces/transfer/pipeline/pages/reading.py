"""The text of a page, from what was rendered apart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from practica.content.pages.links import Context
from practica.content.pages.texts import Text, read_text
from practica.core.entries.actions import LinkTo
from practica.interfaces.transfer.pipeline.pages.shared import Draft, Shared
from practica.interfaces.transfer.pipeline.rendering import SECONDS
from practica.interfaces.transfer.words import own
from practica.kit.access import Invalid
from practica.kit.markup import SafeHtml


def read(shared: Shared, draft: Draft) -> dict[str, Any] | None:
    """Make the text of ``draft`` from what came back; the reason why not, when it cannot be taken."""
    piece = draft.piece
    assert piece is not None
    if piece.problem in ("slow", "renderer"):
        return own(piece.problem, **({"seconds": SECONDS} if piece.problem == "slow" else {}))
    if piece.problem:
        return own("refused", sentence=_(piece.problem) % piece.values)
    if piece.asks:
        # It was read within the time apart, so it can be read here, where its links can be looked up.
        context = Context(
            community=shared.community, actor=shared.actor, coming={uid: uid for uid in shared.above}
        )
        try:
            draft.text = read_text(draft.body, context)
        except Invalid as problem:
            return own("refused", sentence=problem)
        return None
    links = [
        LinkTo(kind=k, href=href, anchor=anchor, is_broken=broken) for k, href, anchor, broken in piece.links
    ]
    draft.text = Text(
        body=draft.body.replace("\r\n", "\n").strip("\n"),
        html=SafeHtml(piece.html),
        outline=piece.outline,
        words=piece.words,
        summary=piece.summary,
        links=links,
        mentioned={},
    )
    return None
