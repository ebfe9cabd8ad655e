"""Passages of other pages inside a page: the stored HTML holds only the way there, ``<div class="include">``;
who reads gets the words put in their place, as far as she may see them.

All of it works on safe HTML, whose spelling the allow list fixes: attributes in double quotes, tags balanced.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from practica.kit.markup.outline import outline
from practica.kit.markup.safe import SafeHtml
from practica.kit.markup.tree import Node, walk

#: More passages than this in one text are left as links; and on one page, with those within passages.
MOST_PASSAGES: Final = 50
MOST_TOGETHER: Final = 200
#: Letters of HTML that passages may add to one page, all together.
MOST_LETTERS: Final = 400_000

_PLACE = re.compile(r'<div class="include">\s*<p dir="auto">((?:(?!</?p[ >]).)*)</p>\s*</div>', re.DOTALL)
_LEADS_TO = re.compile(r'<a [^>]*href="/e/([2-9a-z]{12})(?:#([^"]*))?"')
_TAG = re.compile(
    r"<(/?)(h[2-6]|ul|ol|li|blockquote|div|table|thead|tbody|tr|td|th|details)(?=[\s>])([^>]*)>"
)
_ID = re.compile(r'\bid="([^"]*)"')
_OWN_ANCHOR = re.compile(r'href="#([^"]*)"')
_HEADING_ID = re.compile(r'(<h[2-6]) id="[^"]*"')


@dataclass(frozen=True)
class Place:
    """Where a passage is to be shown: the uid of its page, its heading's id (empty: the whole page), and the
    link that stands there until somebody reads."""

    uid: str
    anchor: str
    link: str


def places(html: str) -> list[Place]:
    """Every place for a passage in safe HTML, in order; those whose page is not there are left out."""
    found = (_place(match) for match in _PLACE.finditer(html)) if 'class="include"' in html else ()
    return [place for place in found if place is not None][:MOST_PASSAGES]


@dataclass
class Room:
    """How much more one page takes in, at whatever depth: fifty passages of fifty of fifty are 125,000."""

    passages: int = MOST_TOGETHER
    letters: int = MOST_LETTERS


def filled(html: str, say: Callable[[Place], SafeHtml | None], room: Room | None = None) -> SafeHtml:
    """Safe HTML with what ``say`` answers in each place, while there is ``room`` on the page; None leaves the
    link."""
    room, left = room or Room(), MOST_PASSAGES

    def fill(match: re.Match[str]) -> str:
        nonlocal left
        place = _place(match)
        if place is None or min(left, room.passages, room.letters) <= 0:
            return match[0]
        left -= 1
        room.passages -= 1
        before = room.letters
        said = say(place)
        # What was put in further down is counted already.
        own = len(said) - (before - room.letters) if said is not None else 0
        if said is None or own > room.letters:
            return match[0]
        room.letters -= own
        return said

    return SafeHtml(_PLACE.sub(fill, html))


def _place(match: re.Match[str]) -> Place | None:
    found = _LEADS_TO.search(match[1])
    return Place(found[1], unescape(found[2] or ""), match[1]) if found else None


@dataclass(frozen=True)
class Passage:
    """Words to be shown inside another page: ``html`` without ids, links to its own page leading there."""

    html: SafeHtml
    heading: str


def passage(html: str, anchor: str, *, address: str) -> Passage | None:
    """What stands under the heading ``anchor`` of safe HTML, to the next heading as high; all of it without
    one. None when there is no such heading. ``address`` is where the page is read."""
    heading, inside = "", html
    if anchor:
        cut = _cut(html, anchor)
        if cut is None:
            return None
        heading, inside = cut
    inside = _HEADING_ID.sub(r"\1", inside)
    inside = _OWN_ANCHOR.sub(lambda link: f'href="{escape(address)}#{link[1]}"', inside)
    return Passage(SafeHtml(inside), heading)


def _cut(html: str, anchor: str) -> tuple[str, str] | None:
    """The words of a heading and the HTML under it. One inside a quote or a list ends with that at last, so
    that what is cut is balanced."""
    depth, level, begin = 0, "", 0
    opened_at, heading = 0, ""
    for tag in _TAG.finditer(html):
        closing, name, attributes = tag[1] == "/", tag[2], tag[3]
        is_heading = name[0] == "h"
        if level:
            if begin == 0:
                # The heading's own end.
                heading, begin = re.sub(r"<[^>]*>", "", html[opened_at : tag.start()]), tag.end()
                depth = 0
            elif is_heading and not closing and depth == 0 and name <= level:
                return unescape(heading), html[begin : tag.start()]
            elif not is_heading:
                depth += -1 if closing else 1
                if depth < 0:
                    return unescape(heading), html[begin : tag.start()]
        elif is_heading and not closing:
            named = _ID.search(attributes)
            if named and unescape(named[1]) == anchor:
                level, opened_at = name, tag.end()
    return (unescape(heading), html[begin:]) if begin else None


def shown(content: SafeHtml, *, origin: str, address: str) -> SafeHtml:
    """A passage in its frame: the words, and under them where they come from."""
    source = (
        f'<p class="include-from" dir="auto"><a class="wl" href="{escape(address)}">{escape(origin)}</a></p>'
    )
    return SafeHtml(f'<div class="include shown">{content}{source}</div>')


def unseen(sentence: str, *, address: str = "") -> SafeHtml:
    """A frame that holds a sentence only; with ``address`` it leads there."""
    said = escape(sentence)
    if address:
        said = f'<a class="wl" href="{escape(address)}">{said}</a>'
    return SafeHtml(f'<div class="include unseen"><p dir="auto">{said}</p></div>')


def passage_of(tree: Node, anchor: str) -> list[Node] | None:
    """As :func:`passage`, of a tree: the blocks under a heading that stands in no quote or list, or None."""
    blocks = tree.get("content", [])
    if not anchor:
        return list(blocks)
    ids = _ids(tree)
    for at, node in enumerate(blocks):
        if node["type"] == "heading" and ids.get(id(node)) == anchor:
            level = node["attrs"]["level"]
            rest = blocks[at + 1 :]
            ends = (
                place
                for place, other in enumerate(rest)
                if other["type"] == "heading" and other["attrs"]["level"] <= level
            )
            return list(rest[: next(ends, len(rest))])
    return None


def _ids(tree: Node) -> dict[int, str]:
    """The anchor of every heading node of a tree, by the node's identity."""
    headings = [node for node in walk(tree) if node["type"] == "heading"]
    return {id(node): heading.id for node, heading in zip(headings, outline(tree), strict=True)}
