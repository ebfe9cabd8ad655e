"""How near every document that a reader may see is to one question: all vectors compared, the best kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from practica.kit.contracts.search import Likeness
from practica.reach.search.meaning.numbers import Bytes, Vectors, in_bytes, lengths, products
from practica.reach.search.meaning.segment import Segment
from practica.reach.search.meaning.shelf import Places, Standing

#: So many documents of each kind are the nearest; and so many in all, where some kinds have fewer: who looks
#: among pages alone gets as many as who looks among everything.
MOST_OF_A_KIND, MOST = 100, 300

#: To be found for its meaning alone a document has to be so far above the floor, on the way from there to 1:
#: of many texts that have nothing to do with a question some come a little above the floor. Of 2,732
#: documents judged to be answers 32 had none of the question's words, and 13 of these stayed below.
FOUND_ABOVE = 0.12

Numbers = NDArray[np.int64]


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
        self.best = self._find_best()

    def _find_best(self) -> dict[str, Likeness]:
        """The nearest of each kind, and others while there is room, the nearest first."""
        found = [(part, places) for part in self._parts if len(places := part.nearest())]
        if not found:
            return {}
        # All that was found in one line: from which part it is, and its place there.
        place = np.concatenate([places for _part, places in found])
        of_part = np.repeat(np.arange(len(found)), [len(places) for _part, places in found])
        cosines = np.concatenate([part.best[places] for part, places in found])
        keys = np.concatenate([part.segment.keys[places] for part, places in found])
        numbers: dict[str, int] = {}
        kind = np.concatenate([part.kinds_by(numbers)[part.segment.kind[places]] for part, places in found])
        order = np.lexsort((keys, -cosines))
        order = order[_taken(kind[order])]
        likeness: dict[int, Likeness] = {}
        for number, (part, _places) in enumerate(found):
            mine = order[of_part[order] == number]
            likeness |= zip(mine.tolist(), part.likenesses(place[mine], self.floor), strict=True)
        return {
            key.decode(): likeness[at] for key, at in zip(keys[order].tolist(), order.tolist(), strict=True)
        }

    def of(self, keys: Iterable[str]) -> dict[str, Likeness]:
        """The likeness of those of ``keys`` that the reader may see and whose vectors are made."""
        wanted = list(keys)
        found: dict[str, Likeness] = {}
        for part in self._parts:
            places = {key: at for key, at in part.segment.places(wanted).items() if part.seen[at]}
            found |= dict(zip(places, part.likenesses(list(places.values()), self.floor), strict=True))
        return found


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
        cosines = products(segment.vectors, one)
        cosines /= segment.lengths * lengths(one[None, :])[0]
        return cls(segment, seen, cosines, np.maximum.reduceat(cosines, segment.first[:-1]))

    def nearest(self) -> Numbers:
        """The places of the nearest documents of each kind, and of the nearest in all."""
        (seen,) = np.nonzero(self.seen)
        kinds = self.segment.kind[seen]
        found = [
            self._first(seen[kinds == number], MOST_OF_A_KIND) for number in range(len(self.segment.kinds))
        ]
        return np.unique(np.concatenate([self._first(seen, MOST), *found]))

    def kinds_by(self, numbers: dict[str, int]) -> Numbers:
        """For the number of each kind in this file the one it has in ``numbers``, which learns new ones."""
        return np.array([numbers.setdefault(kind, len(numbers)) for kind in self.segment.kinds], np.int64)

    def _first(self, places: Numbers, most: int) -> Numbers:
        """Those of ``places`` where the nearest documents are."""
        if len(places) <= most:
            return places
        return places[np.argpartition(self.best[places], len(places) - most)[-most:]]

    def likenesses(self, places: Sequence[int] | Numbers, floor: float) -> list[Likeness]:
        """How near the documents at these places are."""
        at = np.asarray(places, np.int64)
        if not len(at):
            return []
        segment, best = self.segment, self.best[at].astype(np.float64)
        enough = floor + FOUND_ABOVE * (1 - floor)
        columns: tuple[list[Any], ...] = (
            best.tolist(),
            self._nearest_passages(at).tolist(),
            segment.kind[at].tolist(),
            (best >= enough).tolist(),
            segment.demoted[at].tolist(),
        )
        return [
            Likeness(cosine, passage, segment.kinds[kind], is_enough, demoted)
            for cosine, passage, kind, is_enough, demoted in zip(*columns, strict=True)
        ]

    def _nearest_passages(self, at: Numbers) -> Numbers:
        """Of each document the passage with its best cosine, counted from 0; of equals the first."""
        starts = self.segment.first[at]
        counts = self.segment.first[at + 1] - starts
        begins = np.cumsum(counts) - counts
        # The passages of all these documents one after the other, each by its number within its document.
        numbers = np.arange(counts.sum()) - np.repeat(begins, counts)
        is_best = self.cosines[np.repeat(starts, counts) + numbers] == np.repeat(self.best[at], counts)
        found: Numbers = np.minimum.reduceat(np.where(is_best, numbers, len(self.cosines)), begins)
        return found


def _taken(kinds: Numbers) -> Numbers:
    """Of documents by their ``kinds``, the nearest first, those that are taken: the first of each kind, and
    others while there is room."""
    by_kind = np.argsort(kinds, kind="stable")
    counts = np.bincount(kinds)
    begins = np.cumsum(counts) - counts
    rank = np.empty(len(kinds), np.int64)
    rank[by_kind] = np.arange(len(kinds)) - np.repeat(begins, counts)
    is_first = rank < MOST_OF_A_KIND
    room = max(MOST - int(is_first.sum()), 0)
    (taken,) = np.nonzero(is_first | (np.cumsum(~is_first) <= room))
    return taken
