"""The vectors that questions are compared with: a large file, and a small one with what changed since.

One process writes (:mod:`practica.reach.search.meaning.publishing`), any number read and notice each change.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from practica.kit.contracts.search import Likeness
from practica.reach.search.meaning.numbers import Bytes, Vectors, in_bytes, lengths, products
from practica.reach.search.meaning.segment import Segment, Unreadable

log = structlog.get_logger(__name__)

NOW = "now.json"

#: So many documents of each kind are the nearest.
MOST_OF_A_KIND = 100

#: To be found for its meaning alone a document has to be so far above the floor, on the way from there to 1:
#: of many texts that have nothing to do with a question some come a little above the floor. Of 2,732
#: documents judged to be answers 32 had none of the question's words, and 13 of these stayed below.
FOUND_ABOVE = 0.12

# Who sees what is kept for so many readers as long as the files stay.
_MOST_READERS = 200

Places = NDArray[np.bool_]


@dataclass
class Standing:
    """The files of one moment. ``dead``: documents of the base that changed or went since."""

    segments: tuple[Segment, ...]
    _seen: dict[tuple[int, frozenset[str]], Places] = field(default_factory=dict)

    @property
    def model(self) -> str:
        """The identity of the model that made the vectors."""
        return self.segments[0].model

    @property
    def floor(self) -> float:
        """The cosine that texts with nothing in common hardly reach."""
        return self.segments[0].floor

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        return self.segments[0].dimensions

    @property
    def documents(self) -> int:
        """How many documents have vectors."""
        return sum(map(len, self.segments)) - sum(len(segment.dead) for segment in self.segments)

    @property
    def passages(self) -> int:
        """How many vectors there are."""
        return sum(len(segment.vectors) for segment in self.segments)

    def visible(self, number: int, scopes: Sequence[str]) -> Places:
        """For each document of a segment whether a reader with ``scopes`` may see it."""
        wanted = (number, frozenset(scopes))
        if wanted not in self._seen:
            if len(self._seen) > _MOST_READERS:
                self._seen.clear()
            seen = self.segments[number].within(scopes)
            for later in self.segments[number + 1 :]:
                seen[later.dead] = False
            self._seen[wanted] = seen
        return self._seen[wanted]


class Near:
    """How near every document that a reader may see is to one question. Nothing is read of what she may not.

    ``floor`` is the cosine that texts with nothing in common hardly reach.
    """

    def __init__(
        self,
        standing: Standing,
        question: Vectors,
        *,
        scopes: Sequence[str],
        communities: Sequence[str],
    ) -> None:
        one = in_bytes(question[None, :])[0]
        self.floor = standing.floor
        self._parts = [
            _Part.of(segment, standing.visible(number, scopes), one, communities)
            for number, segment in enumerate(standing.segments)
            if len(segment)
        ]
        self.best = dict(_most([found for part in self._parts for found in part.nearest(self.floor)]))

    def of(self, keys: Iterable[str]) -> dict[str, Likeness]:
        """The likeness of those of ``keys`` that the reader may see and whose vectors are made."""
        wanted = list(keys)
        return {
            key: part.likeness(at, self.floor)
            for part in self._parts
            for key, at in part.segment.places(wanted).items()
            if part.seen[at]
        }


@dataclass(frozen=True)
class _Part:
    """One segment compared with one question: the cosine of each passage, the best of each document."""

    segment: Segment
    seen: Places
    cosines: Vectors
    best: Vectors

    @classmethod
    def of(cls, segment: Segment, seen: Places, one: Bytes, communities: Sequence[str]) -> _Part:
        if communities:
            wanted = [at for at, uid in enumerate(segment.communities) if uid in communities]
            seen = seen & np.isin(segment.community, wanted)
        cosines = products(segment.vectors, one) / (segment.lengths * lengths(one[None, :])[0])
        return cls(segment, seen, cosines, np.maximum.reduceat(cosines, segment.first[:-1]))

    def nearest(self, floor: float) -> Iterator[tuple[str, Likeness]]:
        """The nearest documents of each kind."""
        for number in range(len(self.segment.kinds)):
            (places,) = np.nonzero(self.seen & (self.segment.kind == number))
            if len(places) > MOST_OF_A_KIND:
                first = np.argpartition(-self.best[places], MOST_OF_A_KIND - 1)
                places = places[first[:MOST_OF_A_KIND]]
            for at in places:
                yield self.segment.keys[at].decode(), self.likeness(int(at), floor)

    def likeness(self, at: int, floor: float) -> Likeness:
        """How near the document at this place is."""
        segment, cosine = self.segment, float(self.best[at])
        return Likeness(
            cosine=cosine,
            passage=int(self.cosines[segment.first[at] : segment.first[at + 1]].argmax()),
            kind=segment.kinds[segment.kind[at]],
            is_enough=cosine >= floor + FOUND_ABOVE * (1 - floor),
            demoted=bool(segment.demoted[at]),
        )


def _most(found: list[tuple[str, Likeness]]) -> Iterator[tuple[str, Likeness]]:
    """The nearest, so many of each kind at most."""
    taken: Counter[str] = Counter()
    for key, likeness in sorted(found, key=lambda one: (-one[1].cosine, one[0])):
        taken[likeness.kind] += 1
        if taken[likeness.kind] <= MOST_OF_A_KIND:
            yield key, likeness


class Shelf:
    """The files in one directory, looked at anew whenever they change."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = threading.Lock()
        self._mark: tuple[int, int] | None = None
        self._standing: Standing | None = None

    def now(self) -> Standing | None:
        """What stands on the shelf; None while there is nothing, or nothing that can be read."""
        try:
            stat = (self.directory / NOW).stat()
        except FileNotFoundError:
            return None
        mark = (stat.st_ino, stat.st_mtime_ns)
        if mark != self._mark:
            with self._lock:
                if mark != self._mark:
                    self._standing, self._mark = self._read(), mark
        return self._standing

    def _read(self) -> Standing | None:
        # A file named a moment ago may be gone for a newer one: look once more.
        for _ in range(3):
            try:
                names = json.loads((self.directory / NOW).read_text(encoding="utf-8"))
                return Standing(tuple(Segment(self.directory / str(name)) for name in names))
            except (OSError, ValueError, TypeError, Unreadable) as problem:
                log.warning("vectors cannot be read", reason=str(problem))
        return None
