"""A body in blocks as the eye sees them, and which block of one body became which of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

# Blocks that may be aligned one by one; of more, those between the parts alike are paired off in order.
_MAX_BLOCKS: Final = 6_000
_ALIKE: Final = 0.4
# How many new blocks are looked at for the other version of an old one.
_WINDOW: Final = 8
WORDS = re.compile(r"&#?\w+;\s*|\w+\s*|[^\w\s]\s*|\s+")
_NAMED = re.compile(r"\w+")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,}|\$\$)")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)])\s")

#: An old block and the new one it became; None where there is none.
Pair = tuple[str | None, str | None]


def blocks_of(text: str) -> list[str]:
    """The blocks of a body: parted by empty lines, fenced code whole, what is indented under a list item with
    its item. Joined by empty lines they make the same document again."""
    blocks: list[str] = []
    lines: list[str] = []
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if line.strip() or (fence and lines):
            lines.append(line.rstrip())
        elif lines:
            _take(blocks, lines)
            lines = []
    if lines:
        _take(blocks, lines)
    return blocks


def _take(blocks: list[str], lines: list[str]) -> None:
    text = "\n".join(lines)
    belongs = lines[0].startswith(("  ", "\t")) and not _ITEM.match(lines[0])
    if belongs and blocks and _ITEM.match(blocks[-1]):
        blocks[-1] = f"{blocks[-1]}\n\n{text}"
    else:
        blocks.append(text)


def join(blocks: Sequence[str]) -> str:
    """The body these blocks make."""
    return "\n\n".join(blocks)


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Every block of both, in order: beside its other version, which may be the same, or alone."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield from zip(old[:head], new[:head], strict=True)
    if len(old_middle) + len(new_middle) > _MAX_BLOCKS:
        yield from _paired_off(old_middle, new_middle)
    else:
        # The matcher's own rule about frequent lines stays on: it keeps texts of one repeated line linear.
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_middle, new_middle).get_opcodes():
            if tag == "equal":
                yield from zip(old_middle[i1:i2], new_middle[j1:j2], strict=True)
            else:
                yield from _paired_off(old_middle[i1:i2], new_middle[j1:j2])
    yield from zip(old[len(old) - tail :], new[len(new) - tail :], strict=True)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many blocks the two begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _paired_off(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Each old block with the new one it became, in order; what has no partner was removed or added."""
    bags = [_bag(block) for block in new]
    at = 0
    for block in old:
        bag = _bag(block)
        likes = [(_likeness(bag, bags[near]), -near) for near in range(at, min(at + _WINDOW, len(new)))]
        best, place = max(likes, default=(0.0, 0))
        if best < _ALIKE:
            yield block, None
            continue
        yield from ((None, added) for added in new[at:-place])
        yield block, new[-place]
        at = -place + 1
    yield from ((None, added) for added in new[at:])


def _bag(block: str) -> set[str]:
    return set(_NAMED.findall(block)) or {block.strip()}


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)
