"""Sections and posts, rendered once and put together again and again."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from benchmarks.words import Words
from practica.kit.markup import render

SECTIONS, SHORT_TEXTS = 2_000, 1_000


@dataclass(frozen=True)
class Text:
    """A piece of Markdown, rendered."""

    body: str
    html: str
    outline: list[dict[str, Any]]
    words: int


class Texts:
    """So many pieces to choose from; ``dice`` chooses."""

    def __init__(self, words: Words) -> None:
        self.dice, self.words = words.dice, words
        self.sections = [_rendered(words.section()) for _ in range(SECTIONS)]
        self.short = [_rendered(words.paragraph(3)) for _ in range(SHORT_TEXTS)]

    def page(self, links: list[tuple[str, str]]) -> Text:
        """Six sections, one sentence that no other page has, and ``links``, each a uid and a title."""
        parts = self.dice.sample(self.sections, 6)
        own = self.words.remark()
        body = "\n\n".join([*(part.body for part in parts), own])
        body += "\n\n" + "\n".join(f"- [{title}](/e/{uid})" for uid, title in links)
        html = "".join(part.html for part in parts) + f'<p dir="auto">{escape(own)}</p><ul>'
        html += "".join(
            f'<li dir="auto"><a class="wl" href="/e/{uid}">{title}</a></li>' for uid, title in links
        )
        outline = [heading for part in parts for heading in part.outline]
        return Text(body, html + "</ul>", outline, sum(part.words for part in parts) + len(own.split()))

    def post(self) -> Text:
        """A text of three sentences."""
        return self.dice.choice(self.short)


def _rendered(body: str) -> Text:
    made = render(body)
    outline = [{"id": one.id, "text": one.text, "level": one.level} for one in made.outline]
    return Text(body, str(made.html), outline, made.words)
