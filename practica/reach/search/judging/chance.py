"""Whether a difference is more than chance."""

from __future__ import annotations

import random
from collections.abc import Sequence

ROUNDS = 10_000

#: A difference that chance brings more often than this is none.
RARE = 0.05


def p_value(differences: Sequence[float], *, rounds: int = ROUNDS, seed: int = 1) -> float:
    """How often chance alone would bring a sum at least as far from zero as that of ``differences``.

    The paired randomisation test (Fisher; for search by Smucker, Allan and Carterette, CIKM 2007), two-sided:
    were both rankings equally good, each query's difference could as well have had the other sign. The
    observed signs count as one of the rounds, so it is never 0.
    """
    dice = random.Random(seed)  # noqa: S311 - a test of significance, no secret
    telling = [one for one in differences if one]
    observed = abs(sum(telling)) - 1e-12
    hits = sum(
        abs(sum(one if dice.random() < 0.5 else -one for one in telling)) >= observed for _ in range(rounds)
    )
    return (hits + 1) / (rounds + 1)
