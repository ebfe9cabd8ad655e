"""Whether what was found says enough to answer, or whether it is better to say nothing.

A few plain features and a logistic weight for each: what they mean stands beside them, what they weigh was
learnt on judged questions and on questions that have no answer in the collection asked
(``python -m benchmarks.answers``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from practica.reach.search.answers.reading import Reading
from practica.reach.search.answers.sources import Gathered
from practica.reach.search.answers.words import Words

# The best documents of so many decide; words count as said together within so many sentences.
_BEST, _TOGETHER = 5, 5

# As much as so many words that nobody else uses, said together, is hardly said by chance.
_MUCH = 5.0


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What speaks for an answer, or against it; all from 0 to 1.

    ``said``: the share of the question, rare words counting more, that one document says in its title,
    heading and a few sentences; ``said_by_others`` the same of the third best. ``told``: how much those words
    tell, however long the question is. ``unknown``: the share of its words that nothing here says.
    ``titled``: the share said in one title. ``paired``: the share of neighbouring words that stand in one
    sentence. With meaning: how ``near`` the nearest document is, how far ``ahead`` of the others found, and
    whether words and meaning ``agree`` about what comes first.
    """

    said: float = 0.0
    said_by_others: float = 0.0
    told: float = 0.0
    unknown: float = 0.0
    titled: float = 0.0
    paired: float = 0.0
    near: float | None = None
    ahead: float = 0.0
    agree: float = 0.0


@dataclass(frozen=True)
class _Said:
    share: float
    titled: float
    paired: float


def evidence_of(gathered: Gathered, readings: Sequence[Reading], words: Words) -> Evidence:
    """What speaks for an answer among what was gathered and read."""
    said = [_said_by(reading, words) for reading in readings[:_BEST]]
    if not said or not words:
        return Evidence(**_meant(gathered))
    best = max(said, key=lambda one: one.share)
    shares = sorted((one.share for one in said), reverse=True)
    return Evidence(
        said=best.share,
        said_by_others=shares[2] if len(shares) > 2 else 0.0,
        told=min(best.share * words.weight / _MUCH, 1.0),
        unknown=words.unknown,
        titled=max(one.titled for one in said),
        paired=max(one.paired for one in said),
        **_meant(gathered),
    )


def _said_by(reading: Reading, words: Words) -> _Said:
    pairs = list(pairwise(words.worth))
    titled = words.share(reading.title)
    best, paired = titled, 0.0
    for part in reading.parts:
        for at in range(len(part.said)):
            together = part.around.union(*part.said[at : at + _TOGETHER])
            best = max(best, words.share(together))
        for one in (reading.title, *part.said):
            if len(one) > 1 and pairs:
                paired = max(paired, sum(a in one and b in one for a, b in pairs) / len(pairs))
    return _Said(best, titled, paired if pairs else best)


def _meant(gathered: Gathered) -> dict[str, float]:
    if not gathered.near:
        return {}
    key = max(gathered.near, key=gathered.near.__getitem__)
    rest = sorted(gathered.near.values(), reverse=True)[1:10]
    return {
        "near": gathered.near[key],
        "ahead": gathered.near[key] - (sum(rest) / len(rest) if rest else 0.0),
        "agree": float(key in gathered.by_words),
    }


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A logistic rule: answer when the weighed sum of ``of`` and ``bias`` is ``least`` likely or more."""

    of: dict[str, float]
    bias: float
    least: float = 0.5

    def likelihood(self, evidence: Evidence) -> float:
        """How likely it is, from 0 to 1, that something found answers."""
        weighed = self.bias + sum(
            weight * (getattr(evidence, name) or 0.0) for name, weight in self.of.items()
        )
        return 1 / (1 + math.exp(-max(min(weighed, 60.0), -60.0)))

    def is_enough(self, evidence: Evidence) -> bool:
        """Whether to answer."""
        return self.likelihood(evidence) >= self.least


#: Learnt by ``python -m benchmarks.answers``; the figures stand in docs/explanation/answers.md.
BY_WORDS = Weights(
    of={"said": 0.73, "said_by_others": 3.37, "told": 6.19, "unknown": -2.49, "titled": 4.70, "paired": 1.13},
    bias=-3.90,
    least=0.504,
)
WITH_MEANING = Weights(
    of={
        "said": 1.14, "said_by_others": 0.79, "told": 2.91, "unknown": -1.11, "titled": 3.18, "paired": 1.21,
        "near": 7.20, "ahead": 0.61, "agree": 0.48,
    },
    bias=-4.80,
    least=0.602,
)  # fmt: skip


def is_enough(evidence: Evidence) -> bool:
    """Whether to answer on this evidence."""
    return (BY_WORDS if evidence.near is None else WITH_MEANING).is_enough(evidence)
