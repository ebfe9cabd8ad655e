"""A body in stretches that search can find and a reader can be taken to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practica.kit.contracts.search import Passage
from practica.kit.markup.outline import Heading, outline
from practica.kit.markup.plain import WORD, lines_of
from practica.kit.markup.tree import Node, walk

WORDS: Final = 150
OVERLAP: Final = 25
# A passage may end this many words early to end with a sentence.
_SLACK: Final = 40
_SENTENCE_END = re.compile(r"[.!?。！？][)\"'”’]*\s")
_MAX_CHARACTERS: Final = 4_000


def passages(tree: Node, headings: tuple[Heading, ...] | None = None) -> tuple[Passage, ...]:
    """The passages of a body, in order. Each stays under one heading and names it.

    ``headings`` is the body's outline, for a caller that has it already.
    """
    found = outline(tree) if headings is None else headings
    return tuple(
        Passage(text=text, anchor=heading.id if heading else "", heading=heading.text if heading else "")
        for heading, lines in _sections(tree, found)
        for text in _stretches("\n".join(lines) or (heading.text if heading else ""))
    )


def _sections(tree: Node, headings: tuple[Heading, ...]) -> Iterator[tuple[Heading | None, list[str]]]:
    """Each heading with the lines under it; first what stands before any heading."""
    following = iter(headings)
    current: Heading | None = None
    lines: list[str] = []
    for block in tree.get("content", []):
        if block["type"] == "heading":
            yield current, lines
            current, lines = next(following), []
            continue
        lines += lines_of(block)
        # Headings inside quotes and lists are in the outline, but do not open a section.
        for inner in walk(block):
            if inner["type"] == "heading":
                next(following)
    yield current, lines


def _stretches(text: str) -> Iterator[str]:
    words = [found.span() for found in WORD.finditer(text)]
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
