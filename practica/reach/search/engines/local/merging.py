"""One order out of two: how well the words fit, and how near the meaning is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """What the words count, from 0 to 1; the meaning counts the rest.

    Both sides are stretched to run from 0 to 1 over the documents in question. ``words`` is what words count
    always; ``covered`` is added by as much (0 to 1) as the best documents by words cover the question: who
    types the words of the page she looks for means these words, who describes something does not.

    Chosen on the DEV parts of five judged collections. Fourteen features and weights learnt from the same
    questions (the design's linear merge) were no better there.
    """

    words: float = 0.25
    covered: float = 0.3


MIXTURE = Mixture()

#: A document that was demoted keeps this share of its worth.
DEMOTED = 0.85


def mixed(
    words: Sequence[float],
    cosines: Sequence[float],
    demoted: Sequence[bool],
    *,
    covered: float,
    mixture: Mixture = MIXTURE,
) -> Numbers:
    """The worth of each document by its score by words and its cosine, which stand in the same order.

    ``covered`` is the share of the question, from 0 to 1, that the best documents by words hold.
    """
    if not len(words):
        return np.zeros(0)
    share = mixture.words + mixture.covered * covered
    said, meant = np.asarray(words, np.float64), np.asarray(cosines, np.float64)
    worth = share * _stretched(said) + (1 - share) * _stretched(meant)
    return worth * np.where(np.asarray(demoted, np.bool_), DEMOTED, 1.0)


def _stretched(values: Numbers) -> Numbers:
    """``values`` from 0 for the least to 1 for the largest; all 0 when they are equal."""
    least, most = values.min(), values.max()
    return (values - least) / (most - least) if most > least else np.zeros_like(values)
