"""Measures of ranked answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How one query fared.

    ``ndcg`` is the normalised discounted cumulative gain among ten (Järvelin and Kekäläinen, Cumulated
    gain-based evaluation of IR techniques, TOIS 2002), with the grade itself as the gain, as trec_eval has
    it; ``mrr`` the reciprocal place of the first answer among ten (Voorhees, TREC-8, 1999); ``recall`` the
    share of all answers found among a hundred.
    """

    ndcg: float
    mrr: float
    recall: float
    is_empty: bool


def score(ranked: Sequence[str], grades: Mapping[str, float]) -> Score:
    """Judge the ids ``ranked`` for a query; an id that comes twice gains nothing the second time."""
    ids = list(dict.fromkeys(ranked))
    ideal = gain(sorted(grades.values(), reverse=True)[:10])
    first = next((place for place, one in enumerate(ids[:10], 1) if one in grades), 0)
    return Score(
        ndcg=gain(grades.get(one, 0.0) for one in ids[:10]) / ideal,
        mrr=1 / first if first else 0.0,
        recall=len(grades.keys() & ids[:100]) / len(grades),
        is_empty=not ids,
    )


def gain(grades: Iterable[float]) -> float:
    """Discounted cumulative gain: each grade divided by log2 of its place plus one."""
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the ``values`` stay below; there is at least one."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
