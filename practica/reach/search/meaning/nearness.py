"""How near every document that a reader may see is to one question: all vectors compared, the best kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
        found = [each for part in self._parts for each in part.nearest(self.floor)]
        self.best = dict(_most(found))

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

    def nearest(self, floor: float) -> Iterator[tuple[str, Likeness]]:
        """The nearest documents of each kind, and the nearest in all."""
        places = self._first(self.seen, MOST)
        for number in range(len(self.segment.kinds)):
            of_kind = self._first(self.seen & (self.segment.kind == number), MOST_OF_A_KIND)
            places = np.union1d(places, of_kind)
        keys = (key.decode() for key in self.segment.keys[places].tolist())
        return zip(keys, self.likenesses(places, floor), strict=True)

    def _first(self, those: Places, most: int) -> NDArray[np.int64]:
        """The places of the nearest of ``those``."""
        (places,) = np.nonzero(those)
        if len(places) > most:
            places = places[np.argpartition(-self.best[places], most - 1)[:most]]
        return places

    def likenesses(self, places: Sequence[int] | NDArray[np.int64], floor: float) -> list[Likeness]:
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

    def _nearest_passages(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of each document the passage with its best cosine, counted from 0; of equals the first."""
        starts = self.segment.first[at]
        counts = self.segment.first[at + 1] - starts
        begins = np.cumsum(counts) - counts
        # The passages of all these documents one after the other, each by its number within its document.
        numbers = np.arange(counts.sum()) - np.repeat(begins, counts)
        is_best = self.cosines[np.repeat(starts, counts) + numbers] == np.repeat(self.best[at], counts)
        found: NDArray[np.int64] = np.minimum.reduceat(np.where(is_best, numbers, len(self.cosines)), begins)
        return found


def _most(found: list[tuple[str, Likeness]]) -> Iterator[tuple[str, Likeness]]:
    """The nearest of each kind, and others while there is room, the nearest first."""
    found = sorted(found, key=lambda one: (-one[1].cosine, one[0]))
    of_kinds = Counter(likeness.kind for _key, likeness in found)
    room = MOST - sum(min(count, MOST_OF_A_KIND) for count in of_kinds.values())
    taken: Counter[str] = Counter()
    for key, likeness in found:
        taken[likeness.kind] += 1
        if taken[likeness.kind] > MOST_OF_A_KIND:
            room -= 1
        if taken[likeness.kind] <= MOST_OF_A_KIND or room >= 0:
            yield key, likeness
