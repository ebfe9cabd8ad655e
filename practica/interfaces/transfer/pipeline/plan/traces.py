"""What a text is like whatever its path and links, to know a page again that moved and changed a little."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

KEPT = 32
# Fewer runs of words than this say nothing of likeness.
FEWEST = 8
# From here on two texts have something to do with each other.
ALIKE = 0.3
# What stands in more texts than this (a licence, a footer) tells nothing, and would cost a lot.
TOO_COMMON = 50
# Where links lead changes with the place of a page, not with what it says.
_TARGET = re.compile(r"\]\([^()\n]{0,300}\)")
_WORD = re.compile(r"\w+")
_SPREAD, _BITS = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Trace:
    """``content`` is the same for the same words (empty for none); the sketch is nearly the same for nearly
    the same text, and empty when that is too short to tell. It is kept ``written``, as it is stored: of every
    page of a source there is one in memory, and few are ever compared."""

    content: str = ""
    written: str = ""

    @property
    def sketch(self) -> frozenset[int]:
        """The numbers that two texts share as far as they share their words."""
        return frozenset(int(self.written[at : at + 8], 16) for at in range(0, len(self.written), 8))


def trace(body: str) -> Trace:
    """The trace of a page whose Markdown is ``body``."""
    words = _WORD.findall(_TARGET.sub("]", body).casefold())
    if not words:
        return Trace()
    content = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    code_of = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    codes = [code_of[word] for word in words]
    # The smallest of many numbers that depend on nothing but the words: texts that share half of their words
    # share half of these.
    runs = {
        ((one * 31 + two) * 31 + three) * 31 + four
        for one, two, three, four in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    }
    if len(runs) < FEWEST:
        return Trace(content)
    # Spread over 32 bits, so that the smallest are a fair sample.
    mixed = [((run ^ (run >> 31)) * _SPREAD & _BITS) >> 32 for run in runs]
    mixed.sort()
    return Trace(content, "".join([f"{value:08x}" for value in sorted(set(mixed[:KEPT]))]))


def likeness(one: Trace, other: Trace) -> float | None:
    """From 0 (nothing together) to 1 (the same); None when one of them is too short to tell."""
    if one.content and one.content == other.content:
        return 1.0
    ours, theirs = one.sketch, other.sketch
    if not ours or not theirs:
        return None
    least = sorted(ours | theirs)[:KEPT]
    return sum(value in ours and value in theirs for value in least) / len(least)


def near(
    trace: Trace, parts: Mapping[int, list[str]], theirs: Mapping[str, Trace]
) -> tuple[str, float] | None:
    """The key in ``theirs`` whose text is most like ``trace``, and how much; None when nothing is."""
    seen: dict[str, int] = defaultdict(int)
    for value in trace.sketch:
        for key in parts.get(value, ()):
            seen[key] += 1
    best: tuple[str, float] | None = None
    for key in sorted(seen, key=lambda key: (-seen[key], key))[:8]:
        alike = likeness(trace, theirs[key]) or 0.0
        if alike >= ALIKE and (best is None or alike > best[1]):
            best = (key, alike)
    return best


def by_part(theirs: Mapping[str, Trace]) -> dict[int, list[str]]:
    """Keys by the numbers of their sketches, but for those that stand in very many."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, trace in theirs.items():
        for value in trace.sketch:
            found[value].append(key)
    return {value: keys for value, keys in found.items() if len(keys) <= TOO_COMMON}
