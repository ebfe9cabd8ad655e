"""Measures of ranked answers, and the one slip of the finger that a robust search forgives."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4


@dataclass(frozen=True)
class Score:
    """How one query fared: gain and place of the first answer among ten, share found among a hundred."""

    ndcg: float
    mrr: float
    recall: float
    is_empty: bool


def score(ranked: Sequence[str], grades: dict[str, float]) -> Score:
    """Judge the ids ``ranked`` for a query; an id that comes twice gains nothing the second time."""
    ids = list(dict.fromkeys(ranked))
    ideal = _gain(sorted(grades.values(), reverse=True)[:10])
    first = next((place for place, one in enumerate(ids[:10], 1) if one in grades), 0)
    return Score(
        ndcg=_gain(grades.get(one, 0.0) for one in ids[:10]) / ideal,
        mrr=1 / first if first else 0.0,
        recall=len(grades.keys() & ids[:100]) / len(grades),
        is_empty=not ids,
    )


def _gain(grades: Iterable[float]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the ``values`` stay below."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def with_a_slip(text: str, *, seed: int = 7) -> str:
    """``text`` with one edit in one word of four letters or more; the same for the same text and seed.

    Two letters swapped, one left out, doubled, or hit beside; the first letter is seldom the wrong one.
    """
    dice = random.Random(f"{seed}|{text}")  # noqa: S311 - a measurement, no secret
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if sum(letter.isalpha() for letter in word) >= _SHORTEST]
    for at in dice.sample(long, min(1, len(long))):
        words[at] = _mistyped(words[at], dice)
    return " ".join(words)


def _mistyped(word: str, dice: random.Random) -> str:
    start = 0 if dice.random() < 0.1 else 1
    at = dice.choice([place for place in range(start, len(word)) if word[place].isalpha()])
    slip = dice.choice("sdan")
    if slip == "s" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == "d":
        return word[:at] + word[at + 1 :]
    if slip == "a":
        return word[:at] + word[at] + word[at:]
    return word[:at] + dice.choice(_beside(word[at].lower())) + word[at + 1 :]


def _beside(letter: str) -> list[str]:
    """The keys around ``letter``."""
    for y, row in enumerate(_KEYS):
        x = row.find(letter)
        if x >= 0:
            around = [(b, a) for b in (y - 1, y, y + 1) if 0 <= b < len(_KEYS) for a in (x - 1, x, x + 1)]
            return [_KEYS[b][a] for b, a in around if 0 <= a < len(_KEYS[b]) and (a, b) != (x, y)]
    return list("etaoin")
