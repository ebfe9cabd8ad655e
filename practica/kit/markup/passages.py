"""A body in stretches that search can find and a reader can be taken to: cut from the HTML that is stored.

Nothing is parsed again for it: reading the Markdown once more would cost an index four times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from practica.kit.contracts.search import Passage
from practica.kit.markup.plain import SUMMARY_LENGTH, WORD, shorten

WORDS: Final = 150
OVERLAP: Final = 25
# A passage may end this many words early to end with a sentence.
_SLACK: Final = 40
_SENTENCE_END = re.compile(r"[.!?。！？][)\"'”’]*\s")
_MAX_CHARACTERS: Final = 4_000
# What ``WORD`` finds where all letters are plain ones, found in half the time.
_ASCII_WORD = re.compile(r"\w+(?:'\w+)?")

# The allow list writes every attribute in double quotes, so that a sign inside one ends no tag.
_ATTRIBUTES = r'([^>"]*(?:"[^"]*"[^>"]*)*)'
_BLOCK = re.compile(
    r"<(/?(?:p|h[2-6]|ul|ol|li|blockquote|div|pre|table|thead|tbody|tr|td|th|hr|details|summary))(?=[\s>])"
    rf"{_ATTRIBUTES}>"
)
_HOLDS_BLOCKS: Final = frozenset({"ul", "ol", "blockquote", "div", "table", "details"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ID = re.compile(r'\bid="([^"]*)"')
_PICTURE = re.compile(rf"<img\b{_ATTRIBUTES}>")
_ALT = re.compile(r'\balt="([^"]*)"')
# Of a formula its author's letters are kept.
_FORMULA = re.compile(rf"<math\b{_ATTRIBUTES}>.*?</math>", re.DOTALL)
_ALTERNATIVE_TEXT = re.compile(r'\balttext="([^"]*)"')
_INLINE = re.compile(rf"<{_ATTRIBUTES}>")


def passages(html: str) -> tuple[Passage, ...]:
    """The passages of safe HTML, in order. Each stays under one heading and names it."""
    return tuple(
        Passage(text=text, anchor=section.anchor, heading=section.heading)
        for section in _sections(html)
        for text in _stretches("\n".join(section.lines) or section.heading)
    )


def sections(html: str) -> Iterator[Passage]:
    """What stands under each heading of safe HTML, uncut and in order, a line for each block."""
    for section in _sections(html):
        if section.lines:
            text = "\n".join(section.lines)
            yield Passage(text=text, anchor=section.anchor, heading=section.heading)


def first_words(html: str, *, length: int = SUMMARY_LENGTH) -> str:
    """How safe HTML begins, in one line of at most ``length`` characters."""
    begin = next(sections(html), None)
    return shorten(" ".join(begin.text.split()), length) if begin else ""


class _Section:
    """A heading and the lines under it."""

    __slots__ = ("anchor", "heading", "lines")

    def __init__(self, anchor: str = "") -> None:
        self.anchor, self.heading = anchor, ""
        self.lines: list[str] = []


def _sections(html: str) -> Iterator[_Section]:
    """Each heading with what stands under it; first what stands before any heading.

    Headings inside quotes and lists do not open a section. A row of a table is one line, its cells apart
    by tabs.
    """
    # Text and tags by turns: text, tag, attributes, text, tag, attributes, …
    pieces = _BLOCK.split(html)
    section, depth = _Section(), 0
    cells: list[str] | None = None
    _say(section.lines, pieces[0])
    for at in range(1, len(pieces), 3):
        tag, attributes, text = pieces[at : at + 3]
        if tag in _HEADINGS and not depth:
            yield section
            found = _ID.search(attributes)
            section = _Section(unescape(found[1]) if found else "")
            section.heading = _words(text)
            continue
        if tag in _HOLDS_BLOCKS:
            depth += 1
        elif tag[0] == "/" and tag[1:] in _HOLDS_BLOCKS:
            depth -= 1
        elif tag == "tr":
            cells = []
        elif tag in ("td", "th") and cells is not None:
            cells.append(_words(text))
            continue
        elif tag == "/tr" and cells is not None:
            section.lines.append("\t".join(cells))
            cells = None
        _say(section.lines, text, is_code=tag == "pre")
    yield section


def _say(lines: list[str], text: str, *, is_code: bool = False) -> None:
    """Put the words of ``text`` on a line of their own, if there are any; code keeps its lines."""
    if text and (words := unescape(_INLINE.sub("", text)) if is_code else _words(text)):
        lines.append(words)


def _words(text: str) -> str:
    """What ``text``, which holds no block, says on one line."""
    if "<" in text:
        if "<math" in text:
            text = _FORMULA.sub(_formula, text)
        text = _PICTURE.sub(_alternative, text).replace("<br>", " ")
        text = _INLINE.sub("", text)
    return " ".join((unescape(text) if "&" in text else text).split())


def _alternative(picture: re.Match[str]) -> str:
    found = _ALT.search(picture[1])
    return found[1] if found else ""


def _formula(drawn: re.Match[str]) -> str:
    found = _ALTERNATIVE_TEXT.search(drawn[1])
    return found[1] if found else ""


def _stretches(text: str) -> Iterator[str]:
    word = _ASCII_WORD if text.isascii() else WORD
    count = len(word.findall(text))
    if count <= WORDS + OVERLAP:
        # Most sections are short: where their words stand need not be known.
        if count:
            yield text.strip()[:_MAX_CHARACTERS]
        return
    words = [found.span() for found in word.finditer(text)]
    start = 0
    while start < len(words):
        end = min(start + WORDS, len(words))
        if len(words) - end <= OVERLAP:
            end = len(words)
        begin = words[start][0] if start else 0
        stop = len(text) if end == len(words) else words[end][0]
        if end < len(words):
            end, stop = _at_sentence(text, words, end, stop)
        yield text[begin:stop].strip()[:_MAX_CHARACTERS]
        if end == len(words):
            return
        start = end - OVERLAP


def _at_sentence(text: str, words: list[tuple[int, int]], end: int, stop: int) -> tuple[int, int]:
    """A place to stop shortly before ``end``, after a sentence, if there is one."""
    earliest = words[end - _SLACK][1]
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, stop)]
    if not ends:
        return end, stop
    return next(at for at in range(end - _SLACK, end + 1) if words[at][0] >= ends[-1]), ends[-1]
