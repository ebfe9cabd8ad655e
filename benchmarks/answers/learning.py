"""What each piece of evidence weighs, and how well a rule learnt without a question decides about it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.asking import Asked

Numbers = NDArray[np.float64]

#: Which evidence counts without and with meaning.
BY_WORDS = ("said", "said_by_others", "told", "unknown", "titled", "paired")
WITH_MEANING = (*BY_WORDS, "near", "ahead", "agree")

#: Of the questions that have an answer among the first ten, this share may be met with silence: by words
#: alone, and with meaning, which tells better.
SILENT, SILENT_WITH_MEANING = 0.09, 0.06

FOLDS = 5
_STRENGTH, _STEPS, _RATE = 1e-3, 8_000, 0.5


@dataclass(frozen=True)
class Rule:
    """A logistic rule and the likelihood from which on to answer."""

    names: tuple[str, ...]
    weights: Numbers
    bias: float
    least: float

    def likelihood(self, rows: Sequence[Asked]) -> Numbers:
        """How likely each question is answered."""
        made: Numbers = 1 / (1 + np.exp(-(_numbers(rows, self.names) @ self.weights + self.bias)))
        return made


def fold(row: Asked) -> int:
    """Which of the folds a question is in, by its text: the same question is never on both sides."""
    return hashlib.sha256(row.text.encode()).digest()[0] % FOLDS


def held_back(rows: Sequence[Asked], names: tuple[str, ...]) -> list[bool]:
    """Whether each question would be answered by a rule that was learnt without it."""
    rules = [learn([row for row in rows if counts(row) and fold(row) != one], names) for one in range(FOLDS)]
    said = [rule.likelihood(rows) >= rule.least for rule in rules]
    return [bool(said[fold(row)][at]) for at, row in enumerate(rows)]


def counts(row: Asked) -> bool:
    """Whether we know what would be right: to answer what was found, to be silent where nothing can be."""
    return row.is_found or not row.is_in


def learn(rows: Sequence[Asked], names: tuple[str, ...]) -> Rule:
    """A rule from ``rows``: both kinds weigh the same in every community, whatever their numbers."""
    features, truth = _numbers(rows, names), np.array([row.is_found for row in rows], float)
    share = np.zeros(len(rows))
    for kind in {(row.community, row.is_found) for row in rows}:
        same = np.array([(row.community, row.is_found) == kind for row in rows])
        share[same] = 1 / same.sum()
    share /= share.sum()
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(_STEPS):
        wrong = share * (1 / (1 + np.exp(-(features @ weights + bias))) - truth)
        weights -= _RATE * (features.T @ wrong + _STRENGTH * weights)
        bias -= _RATE * float(wrong.sum())
    rule = Rule(names, weights, bias, 0.5)
    return Rule(names, weights, bias, _least(rule, rows))


def _least(rule: Rule, rows: Sequence[Asked]) -> float:
    """So high that as many answers as may be are kept back."""
    found = [row for row in rows if row.is_found]
    share = SILENT_WITH_MEANING if "near" in rule.names else SILENT
    return float(np.quantile(rule.likelihood(found), share))


def _numbers(rows: Sequence[Asked], names: tuple[str, ...]) -> Numbers:
    return np.array([[row.evidence[name] or 0.0 for name in names] for row in rows], float)
