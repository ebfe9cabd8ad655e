"""What is kept of a body at save: HTML, outline, words, summary, links, who is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from practica.content.pages.links import Context, resolve
from practica.core.communities.queries import members_named
from practica.core.entries.actions import LinkTo
from practica.kit import markup
from practica.kit.access import Invalid


@dataclass(frozen=True)
class Text:
    """A body, read once."""

    body: str
    html: markup.SafeHtml
    outline: list[dict[str, Any]]
    words: int
    summary: str
    links: list[LinkTo]
    mentioned: dict[str, int]


def read_text(body: str, context: Context) -> Text:
    """Read ``body``. Members whom it names as ``@handle`` in plain words are mentioned; the body keeps the
    words as they were typed. Raises Invalid (field ``body``) with a sentence when it cannot be taken."""
    body = body.replace("\r\n", "\n").strip("\n")
    named = members_named(body, community=context.community, seen_by=context.actor)
    try:
        tree = markup.parse(markup.with_mentions(body, named))
        headings = markup.outline(tree)
        resolved = resolve(markup.links(tree), headings, context)
        html = markup.to_html(tree, links=resolved.target, words=_words(context), headings=headings)
    except markup.BodyRefused as problem:
        raise Invalid(_(problem.message) % problem.values, field="body") from problem
    return Text(
        body=body,
        html=html,
        outline=[{"level": one.level, "id": one.id, "text": one.text} for one in headings],
        words=markup.count_words(tree),
        summary=markup.summary(tree),
        links=resolved.kept,
        mentioned=resolved.mentioned,
    )


def _words(context: Context) -> dict[str, str]:
    return words_in(context.entry.language if context.entry else context.community.language)


def words_in(language: str) -> dict[str, str]:
    """The few words the rendering adds, in the language of the text: it is stored for every reader."""
    with translation.override(language):
        return {
            "note": _("Note"),
            "tip": _("Tip"),
            "important": _("Important"),
            "warning": _("Warning"),
            "caution": _("Caution"),
            "table": _("Table"),
            "missing": _("This page is not there yet"),
            "done": _("Done"),
            "open": _("Not done yet"),
            "passage": _("A passage of another page"),
            "play": _("Play it here: %(player)s"),
        }


def words_of_changes() -> dict[str, str]:
    """What is said at changes, in the language of who reads them."""
    return {
        "moved": _("Moved here"),
        "left": _("Moved elsewhere"),
        "addresses": _("Where links lead:"),
        "form": _("The words are the same; how they are marked has changed:"),
    }
