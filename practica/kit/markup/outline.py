"""The headings of a body, each with an id that stays the same while its words do."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from practica.kit.markup.tree import Node, text_of, walk

# A heading "Search" must not take the id of the page's own search box.
ANCHOR_PREFIX: Final = "h-"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as it is shown: ``level`` 2 to 6, ``id`` unique in the body, ``text`` without marks."""

    level: int
    id: str
    text: str


def outline(tree: Node) -> tuple[Heading, ...]:
    """Every heading in reading order, those inside quotes and lists included.

    A page's title is its only first-level heading, so a body that uses ``#`` moves down one level as a whole.
    """
    found = [node for node in walk(tree) if node["type"] == "heading"]
    shift = 1 if any(node["attrs"]["level"] == 1 for node in found) else 0
    taken: set[str] = set()
    headings: list[Heading] = []
    for node in found:
        text = " ".join(text_of(node).split())
        level = min(max(node["attrs"]["level"] + shift, 2), 6)
        headings.append(Heading(level, ANCHOR_PREFIX + _unique(slug(text), taken), text))
    return tuple(headings)


def slug(text: str) -> str:
    """GitHub's slug of a heading: lower case, punctuation out, blanks become hyphens."""
    letters = (letter for letter in text.strip().lower() if _stays(letter))
    return "".join("-" if letter == " " else letter for letter in letters) or "section"


def anchor_of(fragment: str) -> str:
    """The id on the page that ``#fragment`` in a Markdown link means."""
    name = fragment.removeprefix("#")
    return name if name.startswith(ANCHOR_PREFIX) else ANCHOR_PREFIX + name.lower()


def _stays(letter: str) -> bool:
    return letter in " -_" or letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _unique(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 0
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
