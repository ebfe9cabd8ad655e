"""One order out of two: how well the words fit, and how near the meaning is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from practica.reach.search.engines.local.mixtures import MIXTURE, Mixture

Numbers = NDArray[np.float64]

#: A document that was demoted keeps this share of its worth.
DEMOTED = 0.85


def mixed(
    words: Sequence[float] | Numbers,
    cosines: Sequence[float] | Numbers,
    demoted: Sequence[bool],
    *,
    covered: float,
    mixture: Mixture = MIXTURE,
    least: float | None = None,
) -> Numbers:
    """The worth of each document by its score by words and its cosine, which stand in the same order.

    ``covered`` is the share of the question, from 0 to 1, that the best documents by words hold; ``least``
    the cosine that is worth nothing, if it is not the least of all.
    """
    if not len(words):
        return np.zeros(0)
    share = mixture.share(covered)
    worth = share * stretched(words) + (1 - share) * stretched(cosines, least=least)
    return worth * np.where(np.asarray(demoted, np.bool_), DEMOTED, 1.0)


def stretched(values: Sequence[float] | Numbers, *, least: float | None = None) -> Numbers:
    """``values`` from 0 for the least to 1 for the largest; all 0 when they are equal or there are none.

    With a ``least`` given, those below it are below 0.
    """
    numbers = np.asarray(values, np.float64)
    if not len(numbers):
        return numbers
    least, most = numbers.min() if least is None else least, numbers.max()
    return (numbers - least) / (most - least) if most > least else np.zeros_like(numbers)
