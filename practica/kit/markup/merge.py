"""A change in passages that can be taken one by one, and put into a text that went on meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2s

from practica.kit.markup.blocks import aligned, blocks_of, join


@dataclass(frozen=True, slots=True)
class Hunk:
    """One passage of a change: the blocks ``old``, from place ``at`` of the base on, become ``new``.

    Without ``old`` something is added before that place, without ``new`` something is taken out. ``key``
    names it among the passages of the same two texts for ever.
    """

    key: str
    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with passages put in. ``stuck`` are the keys of those whose place has changed underneath, each
    with what stands there now ("" where it is gone), ``there`` of those it says already."""

    body: str
    stuck: Mapping[str, str]
    there: frozenset[str]


def hunks(base: str, new: str) -> list[Hunk]:
    """The passages in which ``new`` differs from ``base``, in order."""
    found: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
    at = 0
    for before, after in aligned(blocks_of(base), blocks_of(new)):
        if before is None and after is not None:
            if found and found[-1][0] == at and not found[-1][1]:
                found[-1] = (at, (), (*found[-1][2], after))
            else:
                found.append((at, (), (after,)))
            continue
        if before is not None and before != after:
            found.append((at, (before,), () if after is None else (after,)))
        at += 1
    return _named(found)


def _named(found: list[tuple[int, tuple[str, ...], tuple[str, ...]]]) -> list[Hunk]:
    seen: Counter[str] = Counter()
    named = []
    for at, old, new in found:
        stem = blake2s("\0".join((*old, "\1", *new)).encode("utf-8", "replace"), digest_size=6).hexdigest()
        seen[stem] += 1
        named.append(Hunk(f"{stem}{seen[stem]}", at, old, new))
    return named


def put_in(current: str, base: str, chosen: Collection[Hunk], *, over: Collection[str] = ()) -> Merged:
    """``current``, which came from ``base``, with the ``chosen`` passages of a change to ``base`` put in.

    A passage is put in where its blocks stand as they did; what was added goes behind the block it followed,
    or before the one it preceded. Nothing is put in by guess; those with keys in ``over`` take the place of
    what their block has become, as somebody who read both wants it.
    """
    places = _Places(blocks_of(base), blocks_of(current))
    stuck: dict[str, str] = {}
    there: set[str] = set()
    for hunk in sorted(chosen, key=lambda one: one.at):
        done = places.add(hunk) if not hunk.old else places.replace(hunk)
        if done is None and hunk.key in over:
            places.take_over(hunk)
        elif done is None:
            stuck[hunk.key] = places.standing(hunk)
        elif not done:
            there.add(hunk.key)
    return Merged(places.text(), stuck, frozenset(there))


def merge(base: str, current: str, new: str) -> Merged:
    """What both made of ``base``, ``current`` and ``new``, in one text."""
    return put_in(current, base, hunks(base, new))


class _Places:
    """The blocks of the text as it is, each with what is to stand instead of it and around it."""

    def __init__(self, base: list[str], current: list[str]) -> None:
        self.base = base
        self.current = current
        # For each block of the base: its place now and whether it still says the same.
        self.now: list[tuple[int, bool] | None] = []
        at = 0
        for before, after in aligned(base, current):
            if before is not None:
                self.now.append(None if after is None else (at, before == after))
            at += after is not None
        self.instead: dict[int, tuple[str, ...]] = {}
        self.before: dict[int, list[str]] = {}
        self.after: dict[int, list[str]] = {}

    def replace(self, hunk: Hunk) -> bool | None:
        """Put the new blocks for the old one: True when done, False when it is so already, None when it
        cannot be."""
        place = self.now[hunk.at] if hunk.at < len(self.now) else None
        if place is None:
            return None if hunk.new else False
        at, is_same = place
        if not is_same:
            return False if (self.current[at],) == hunk.new else None
        self.instead[at] = hunk.new
        return True

    def add(self, hunk: Hunk) -> bool | None:
        """Put new blocks between two old ones, as above."""
        before = self.now[hunk.at - 1] if 0 < hunk.at <= len(self.now) else None
        after = self.now[hunk.at] if hunk.at < len(self.now) else None
        size = len(hunk.new)
        if before is not None:
            start = before[0] + 1
            if tuple(self.current[start : start + size]) == hunk.new:
                return False
            self.after.setdefault(before[0], []).extend(hunk.new)
            return True
        if after is not None:
            start = after[0] - size
            if start >= 0 and tuple(self.current[start : after[0]]) == hunk.new:
                return False
            self.before.setdefault(after[0], []).extend(hunk.new)
            return True
        if not self.base or not self.current:
            if tuple(self.current) == hunk.new:
                return False
            self.after.setdefault(len(self.current) - 1, []).extend(hunk.new)
            return True
        return None

    def standing(self, hunk: Hunk) -> str:
        """What the block of a passage that is stuck has become; "" when it is gone."""
        place = self.now[hunk.at] if hunk.old and hunk.at < len(self.now) else None
        return "" if place is None else self.current[place[0]]

    def take_over(self, hunk: Hunk) -> None:
        """Put the new blocks where the old one, or what became of it, stands; at the end when it is gone."""
        place = self.now[hunk.at] if hunk.old and hunk.at < len(self.now) else None
        if place is not None:
            self.instead[place[0]] = hunk.new
        elif self.add(hunk) is None:
            self.after.setdefault(len(self.current) - 1, []).extend(hunk.new)

    def text(self) -> str:
        """All of it, put together."""
        blocks = list(self.after.get(-1, []))
        for at, block in enumerate(self.current):
            blocks += self.before.get(at, [])
            blocks += self.instead.get(at, (block,))
            blocks += self.after.get(at, [])
        return join(blocks)
