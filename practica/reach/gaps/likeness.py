"""Whether two wordings ask for the same: weighted Jaccard of their stems, the rare ones counting most.

Measured on 610 wordings of 61 questions of a forum; ``docs/explanation/gaps.md`` has the figures.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

# Joined by itself from here on: of two wordings joined so, about nine in ten ask for the same.
ALIKE = 0.25
# Offered to be merged by hand from here on.
NEARLY = 0.12

G = TypeVar("G", bound=Hashable)


def key_of(stems: Iterable[str]) -> str:
    """The same for the same stems in whatever order."""
    return hashlib.sha256(" ".join(sorted(set(stems))).encode()).hexdigest()[:40]


@dataclass
class Neighbourhood(Generic[G]):
    """The wordings of one place, each with the group it is in."""

    members: list[tuple[G, frozenset[str]]] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)

    def add(self, group: G, stems: Iterable[str]) -> None:
        """One more wording of ``group``."""
        own = frozenset(stems)
        self.members.append((group, own))
        self.held.update(own)

    def groups_like(self, stems: Iterable[str], *, least: float = ALIKE) -> list[tuple[G, float]]:
        """Groups with a wording at least ``least`` like ``stems``, the nearest first, then the oldest."""
        sought = frozenset(stems)
        best: dict[G, float] = {}
        for group, own in self.members:
            if not own.isdisjoint(sought):
                alike = self._likeness(sought, own)
                if alike >= least and alike > best.get(group, 0):
                    best[group] = alike
        return sorted(best.items(), key=lambda pair: -pair[1])

    def _likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        shared = sum(map(self._weight, one & other))
        return shared / (shared + sum(map(self._weight, one ^ other)))

    def _weight(self, stem: str) -> float:
        """Large for a stem few wordings have; the one that is sought counts as a wording too."""
        return math.log(1 + (len(self.members) + 1) / (self.held[stem] + 1))
