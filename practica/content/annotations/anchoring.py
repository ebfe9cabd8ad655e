"""Where a quoted passage stands in a text, also when both were changed: exact first, then what is like it.

Texts are compared with every run of blanks and line breaks as one blank, as a browser's selection and a
stored text differ in those. Work is bounded: a few places are looked at, each in a window a little wider than
the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

#: Characters kept of what stands before and after a passage.
AROUND: Final = 60
# A passage may have changed so far and still be the same.
_LIKE_ENOUGH: Final = 0.6
# The same between unchanged neighbours.
_LIKE_ENOUGH_BETWEEN: Final = 0.35
# A shorter quote turns up by chance: it counts only where its neighbours are the same.
_LONG_ENOUGH: Final = 16
_SAME_NEIGHBOUR: Final = 6
_MOST_PLACES: Final = 12
_WORDS_TOGETHER: Final = 3
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a flat text: from ``start`` to ``end``, with what stands around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def flat(text: str) -> str:
    """``text`` with single blanks between its words."""
    return " ".join(text.split())


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """The passage of the flat ``text`` between two places."""
    return Anchor(start, end, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find(text: str, exact: str, *, prefix: str = "", suffix: str = "", near: int = 0) -> Anchor | None:
    """The passage of the flat ``text`` that ``exact``, between ``prefix`` and ``suffix``, has become.

    ``near`` is where it stood last. None when it is gone.
    """
    exact = flat(exact)
    if not exact or not text:
        return None
    prefix, suffix = flat(prefix), flat(suffix)
    if (start := _standing(text, exact, prefix, suffix, near)) is not None:
        return anchor_at(text, start, start + len(exact))
    found = _changed(text, exact, near) or _between(text, exact, prefix, suffix)
    return anchor_at(text, *found) if found else None


def _standing(text: str, exact: str, prefix: str, suffix: str, near: int) -> int | None:
    """Where ``exact`` stands word for word; of several places the one with the same neighbours."""
    best: tuple[int, int] | None = None
    chosen = None
    for start in _places(text, exact, most=200):
        same = _same_end(text[:start].rstrip()[-AROUND:], prefix) + _same_start(
            text[start + len(exact) :].lstrip()[:AROUND], suffix
        )
        rank = (same, -abs(start - near))
        if best is None or rank > best:
            best, chosen = rank, start
    if best is None or (len(exact) < _LONG_ENOUGH and (prefix or suffix) and best[0] < _SAME_NEIGHBOUR):
        return None
    return chosen


def _changed(text: str, exact: str, near: int) -> tuple[int, int] | None:
    """Where most of ``exact`` stands: places are found by three words in a row, the nearest first."""
    words = exact.split(" ")
    guesses: set[int] = set()
    offset = 0
    for at in range(max(0, len(words) - _WORDS_TOGETHER + 1)):
        together = " ".join(words[at : at + _WORDS_TOGETHER])
        guesses |= {max(0, start - offset) for start in _places(text, together, most=3)}
        if len(guesses) > _MOST_PLACES * 4:
            break
        offset += len(words[at]) + 1
    best, found = _LIKE_ENOUGH, None
    slack = len(exact) // 4 + 20
    tried: list[int] = []
    for guess in sorted(guesses, key=lambda place: abs(place - near)):
        if any(abs(guess - one) < slack for one in tried):
            continue
        tried.append(guess)
        low = max(0, guess - slack)
        match = _best_within(text[low : guess + len(exact) + slack], exact)
        if match and match[0] > best:
            best, found = match[0], (low + match[1], low + match[2])
        if len(tried) >= _MOST_PLACES:
            break
    return found


def _best_within(window: str, exact: str) -> tuple[float, int, int] | None:
    """How alike the best stretch of ``window`` is to ``exact``, and where it begins and ends, at words."""
    words = list(_WORD.finditer(window))
    before, after = [word[0] for word in words], exact.split(" ")
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return None
    # What stands before the first word they share and behind the last may be what the others have become.
    first = max(0, blocks[0].a - blocks[0].b)
    last = min(len(words), blocks[-1].a + len(after) - blocks[-1].b)
    likeness = SequenceMatcher(None, before[first:last], after, autojunk=False).ratio()
    return likeness, words[first].start(), words[last - 1].end()


def _between(text: str, exact: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    """What stands between the neighbours now, when these are where they were and it is not all new."""
    if len(prefix) < _SAME_NEIGHBOUR or len(suffix) < _SAME_NEIGHBOUR:
        return None
    for before in _places(text, prefix, most=3):
        start = before + len(prefix)
        end = text.find(suffix, start, start + len(exact) * 2 + AROUND + len(suffix))
        inside = text[start:end].strip() if end > start else ""
        if inside and SequenceMatcher(None, inside, exact, autojunk=False).ratio() >= _LIKE_ENOUGH_BETWEEN:
            begin = text.index(inside, start)
            return begin, begin + len(inside)
    return None


def _places(text: str, part: str, *, most: int) -> Iterator[int]:
    at = text.find(part)
    while at >= 0 and most:
        yield at
        most -= 1
        at = text.find(part, at + 1)


def _same_end(one: str, other: str) -> int:
    return _same_start(one[::-1], other[::-1])


def _same_start(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
