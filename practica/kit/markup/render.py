"""Everything a save needs to know about a body, from one reading of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from practica.kit.markup.html import to_html
from practica.kit.markup.links import Link, LinkResolver, links
from practica.kit.markup.outline import Heading, outline
from practica.kit.markup.parse import parse
from practica.kit.markup.plain import count_words, summary
from practica.kit.markup.safe import SafeHtml


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body's face and what was found in it. ``words`` counts what a reader reads."""

    html: SafeHtml
    outline: tuple[Heading, ...]
    links: tuple[Link, ...]
    summary: str
    words: int


def render(
    markdown: str, *, links: LinkResolver | None = None, words: Mapping[str, str] | None = None
) -> Rendered:
    """Render a body. ``links`` says where its links lead, ``words`` the few words it adds of its own.

    Raises ``BodyRefused`` (``TooLarge`` when it is too long) with a sentence for the person who wrote it.
    """
    tree = parse(markdown)
    headings = outline(tree)
    return Rendered(
        html=to_html(tree, links=links, words=words, headings=headings),
        outline=headings,
        links=_links_of(tree),
        summary=summary(tree),
        words=count_words(tree),
    )


# ``links`` is the resolver inside ``render``; the function keeps its own name everywhere else.
_links_of = links
