"""One order out of two: how well the words fit, and how near the meaning is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """What counts how much, when both sides are stretched to run from 0 to 1 over the documents in question.

    ``words`` and ``meaning`` are those two; ``first`` is what the first place by meaning adds, the second
    half of it, the third a third. Chosen on the DEV parts of two
    judged collections (stackfaq, scifact); a learnt one of more features can take its place.
    """

    words: float = 0.45
    meaning: float = 0.55
    first: float = 0.1


MIXTURE = Mixture()

#: A document that was demoted keeps this share of its worth.
DEMOTED = 0.85


def mixed(
    words: Sequence[float],
    cosines: Sequence[float],
    demoted: Sequence[bool],
    mixture: Mixture = MIXTURE,
) -> Numbers:
    """The worth of each document by its score by words and its cosine, which stand in the same order."""
    if not len(words):
        return np.zeros(0)
    said, meant = np.asarray(words, np.float64), np.asarray(cosines, np.float64)
    worth = mixture.words * _stretched(said) + mixture.meaning * _stretched(meant)
    if mixture.first:
        places = np.empty(len(meant))
        places[np.argsort(-meant, kind="stable")] = np.arange(1, len(meant) + 1)
        worth += mixture.first / places
    return worth * np.where(np.asarray(demoted, np.bool_), DEMOTED, 1.0)


def _stretched(values: Numbers) -> Numbers:
    """``values`` from 0 for the least to 1 for the largest; all 0 when they are equal."""
    least, most = values.min(), values.max()
    return (values - least) / (most - least) if most > least else np.zeros_like(values)
