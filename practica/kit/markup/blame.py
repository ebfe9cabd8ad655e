"""Who wrote which passage of a body, found by going back through its versions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from practica.kit.markup.blocks import blocks_of

# Sentences of one body that are followed back; of more, blocks are followed whole.
_MAX_SENTENCES: Final = 20_000
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the newest body. ``versions`` are those its sentences come from, the one with most first,
    and ``latest`` the newest of them. Empty when its beginnings lie before the versions that were given."""

    block: str
    versions: tuple[int, ...]
    latest: int


def blame(versions: Iterable[tuple[int, str]]) -> list[Passage]:
    """The blocks of the first of ``versions`` (number and body, newest first) with where they come from.

    A sentence comes from the oldest version since when it always stood in the text, wherever it stood. No
    more is taken from ``versions`` than is needed; what is older than the last given belongs to that one.
    """
    going_back = iter(versions)
    first = next(going_back, None)
    if first is None:
        return []
    number, body = first
    blocks = blocks_of(body)
    whole = body.count("\n") + body.count(". ") > _MAX_SENTENCES
    parts = [_sentences(block, whole=whole) for block in blocks]
    looking = {sentence for block in parts for sentence in block}
    born: dict[str, int] = {}
    for older, text in going_back:
        there = {one for block in blocks_of(text) for one in _sentences(block, whole=whole)}
        born |= dict.fromkeys(looking - there, number)
        looking &= there
        number = older
        if not looking:
            break
    born |= dict.fromkeys(looking, number)
    return [_passage(block, [born[one] for one in own]) for block, own in zip(blocks, parts, strict=True)]


def _passage(block: str, numbers: list[int]) -> Passage:
    often = Counter(numbers)
    return Passage(block, tuple(sorted(often, key=lambda one: (-often[one], -one))), max(numbers, default=0))


def _sentences(block: str, *, whole: bool) -> list[str]:
    if whole or block.startswith(("```", "~~~", "$$")):
        return [block]
    return [" ".join(part.split()) for part in _SENTENCE_END.split(block) if part.strip()]
