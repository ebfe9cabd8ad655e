"""The weights of words and meaning under which opened hits would have stood highest.

People open what stands high because it stands high. Two corrections are made for that, and new weights have
to be better under both:

- *by the model*: a click at place k counts 1 / P(k), where P(k) = 1 / k is how likely somebody looks so far
down
  (Joachims, Swaminathan and Schnabel, Unbiased learning-to-rank with biased feedback, WSDM 2017, with the
  severity 1 they start from), k up to ``DEEPEST``;
- *by habit*: a click at place k counts by how seldom that place is opened on this site. Whoever opens places
  whatever stands there then speaks for no order at all: the places of a page weigh the same together, and any
  order of them sums to the same.

The first alone would learn from people who click anywhere to turn every page upside down; the second alone
would forget that what stands high stands there for a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practica.reach.search.engines.local.merging import DEMOTED
from practica.reach.search.engines.local.mixtures import Mixture

Numbers = NDArray[np.float64]

#: A click further down counts as one here: rare clicks would decide alone.
DEEPEST = 10

#: What words may count, where nothing of the question is covered and where all of it is, in steps of this.
STEP = 0.05


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One click: the hits that words and meaning had put in order, which of them was opened, and at what
    place.

    ``said``, ``meant`` and ``demoted`` stand in the order shown, ``at`` counts from 0 among them; ``place``
    counts from 1 on the page as it was, with everything before.
    """

    key: str
    said: Sequence[float]
    meant: Sequence[float]
    demoted: Sequence[bool]
    covered: float
    at: int
    place: int


class Clicks:
    """Clicks as tables, a row for each; hits that a shorter page does not have are never above another."""

    def __init__(self, opened: Sequence[Opened]) -> None:
        width = max((len(one.said) for one in opened), default=1)
        _keys, self._question = np.unique([one.key for one in opened], return_inverse=True)
        self._said, self._meant, self._keeps = (np.zeros((len(opened), width)) for _ in range(3))
        self._is_there = np.zeros((len(opened), width), np.bool_)
        for row, one in enumerate(opened):
            end = len(one.said)
            self._said[row, :end], self._meant[row, :end] = one.said, one.meant
            self._keeps[row, :end] = np.where(np.asarray(one.demoted, np.bool_), DEMOTED, 1.0)
            self._is_there[row, :end] = True
        self._covered = np.array([[one.covered] for one in opened]).reshape(-1, 1)
        self._at = np.array([one.at for one in opened], np.intp)
        self._place = np.array([one.place for one in opened], np.float64)

    def __len__(self) -> int:
        return len(self._at)

    def by_question(self, values: Numbers) -> Numbers:
        """The mean of ``values`` for each question, so that one asked often does not decide alone."""
        counts = np.bincount(self._question)
        return np.asarray(np.bincount(self._question, weights=values) / counts)

    def by_model(self) -> Numbers:
        """What each click counts: how seldom somebody looks so far down."""
        weights = np.minimum(self._place, DEEPEST)
        return np.asarray(weights / weights.mean())

    def by_habit(self) -> Numbers:
        """What each click counts: how seldom the place is opened here, among the pages that have it."""
        has_it = self._is_there.sum(axis=0)
        opened = np.bincount(self._at, minlength=self._is_there.shape[1])
        rate = opened / np.maximum(has_it, 1)
        weights = 1.0 / np.maximum(rate[self._at], rate.max() / DEEPEST)
        return np.asarray(weights / weights.mean())

    def gains(self, mixture: Mixture) -> Numbers:
        """What each opened hit gains at the place ``mixture`` gives it: 1 / log2(place + 1)."""
        share = mixture.words + mixture.covered * self._covered
        worth = (share * self._said + (1 - share) * self._meant) * self._keeps
        worth[~self._is_there] = -1.0
        its = worth[np.arange(len(self)), self._at][:, None]
        places = np.arange(worth.shape[1])
        above = (worth > its) | ((worth == its) & (places < self._at[:, None]))
        return np.asarray(1.0 / np.log2(above.sum(axis=1) + 2))


def best(clicks: Clicks, present: Mixture) -> Mixture:
    """The weights under which ``clicks`` gain most, by the correction that speaks less for them.

    Of equals the one nearest to the ``present`` ones.
    """
    # On one scale: what the present weights gain is 1.
    before = clicks.gains(present)
    counts = [one / clicks.by_question(before * one).mean() for one in (clicks.by_model(), clicks.by_habit())]

    def worth(mixture: Mixture) -> float:
        gains = clicks.gains(mixture)
        return min(float(clicks.by_question(gains * one).mean()) for one in counts)

    return max(candidates(), key=lambda one: (round(worth(one), 9), -_far(one, present)))


def candidates() -> list[Mixture]:
    """Every pair of weights that is tried."""
    shares = [round(step * STEP, 4) for step in range(round(1 / STEP) + 1)]
    return [Mixture(words=least, covered=round(most - least, 4)) for least in shares for most in shares]


def _far(one: Mixture, other: Mixture) -> float:
    return abs(one.share(0.0) - other.share(0.0)) + abs(one.share(1.0) - other.share(1.0))
