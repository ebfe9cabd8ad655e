"""What changed between two bodies, readable by a person: blocks side by side, words marked inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Final, Literal

from practica.kit.markup.safe import SafeHtml, sanitise

# Unchanged blocks shown around a change.
CONTEXT: Final = 1
# Words a pair of blocks may have together to be compared word by word.
_MAX_WORDS: Final = 4_000
# Blocks that may be aligned one by one; more are one change, removed and added.
_MAX_BLOCKS: Final = 6_000
_ALIKE: Final = 0.4
# How many new blocks are looked at for the other version of an old one.
_WINDOW: Final = 8
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,}|\$\$)")

Kind = Literal["same", "added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Row:
    """One block beside its other version. ``same`` rows hold the same text twice."""

    kind: Kind
    old: SafeHtml
    new: SafeHtml


@dataclass(frozen=True, slots=True)
class Differences:
    """Two bodies compared: ``html`` as one running text with ``ins`` and ``del``, ``rows`` side by side."""

    html: SafeHtml
    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing changed."""
        return all(row.kind == "same" for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Change:
    """HTML of one block as it was, as it is, and both in one."""

    kind: Kind
    old: str
    new: str
    both: str


def differences(old: str, new: str) -> Differences:
    """Compare two bodies as they are written in Markdown. Long unchanged stretches are folded in ``html``."""
    changes = list(_changes(_blocks(old), _blocks(new)))
    rows = tuple(_row(change) for change in changes)
    return Differences(sanitise(f'<div class="diff">{"".join(_folded(changes))}</div>'), rows)


def _row(change: _Change) -> Row:
    old = sanitise(change.old)
    return Row(change.kind, old, old if change.old == change.new else sanitise(change.new))


def _folded(changes: list[_Change]) -> Iterator[str]:
    changed = [at for at, change in enumerate(changes) if change.kind != "same"]
    shown = {near for at in changed for near in range(at - CONTEXT, at + CONTEXT + 1)}
    folding = False
    for at, change in enumerate(changes):
        if at in shown:
            yield f'<div class="{change.kind}">{change.both}</div>'
        elif not folding:
            yield '<div class="fold">…</div>'
        folding = at not in shown


def _blocks(text: str) -> list[str]:
    """The text in blocks as the eye sees them: parted by empty lines, fenced code whole."""
    blocks: list[str] = []
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if line.strip() or (fence and lines):
            lines.append(line.rstrip())
        elif lines:
            blocks.append("\n".join(lines))
            lines = []
    if lines:
        blocks.append("\n".join(lines))
    return blocks


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield from map(_same, old[:head])
    if len(old_middle) + len(new_middle) > _MAX_BLOCKS:
        yield from _pair_off(old_middle, new_middle)
    else:
        # The matcher's own rule about frequent lines stays on: it keeps texts of one repeated line linear.
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_middle, new_middle).get_opcodes():
            if tag == "equal":
                yield from map(_same, old_middle[i1:i2])
            else:
                yield from _pair_off(old_middle[i1:i2], new_middle[j1:j2])
    yield from map(_same, old[len(old) - tail :])


def _shared(one: list[str], other: list[str]) -> int:
    """How many blocks the two begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _pair_off(old: list[str], new: list[str]) -> Iterator[_Change]:
    """Each old block with the new one it became, in order; what has no partner was removed or added."""
    bags = [set(_words(block)) for block in new]
    at = 0
    for block in old:
        bag = set(_words(block))
        likes = [(_likeness(bag, bags[near]), -near) for near in range(at, min(at + _WINDOW, len(new)))]
        best, place = max(likes, default=(0.0, 0))
        if best < _ALIKE:
            yield _removed(block)
            continue
        yield from map(_added, new[at:-place])
        yield _changed(block, new[-place])
        at = -place + 1
    yield from map(_added, new[at:])


def _likeness(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / ((len(one) + len(other)) or 1)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def _same(block: str) -> _Change:
    shown = _shown(block)
    return _Change("same", shown, shown, shown)


def _added(block: str) -> _Change:
    marked = _marked("ins", block)
    return _Change("added", "", marked, marked)


def _removed(block: str) -> _Change:
    marked = _marked("del", block)
    return _Change("removed", marked, "", marked)


def _changed(old: str, new: str) -> _Change:
    before, after = _words(old), _words(new)
    if len(before) + len(after) > _MAX_WORDS:
        return _Change(
            "changed", _marked("del", old), _marked("ins", new), _marked("del", old) + _marked("ins", new)
        )
    left: list[str] = []
    right: list[str] = []
    both: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag == "equal":
            shown = _shown(gone)
            for side in (left, right, both):
                side.append(shown)
            continue
        left.append(_marked("del", gone))
        right.append(_marked("ins", come))
        both += [_marked("del", gone), _marked("ins", come)]
    return _Change("changed", "".join(left), "".join(right), "".join(both))


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{_shown(text)}</{tag}>" if text else ""


def _shown(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
