"""Pages of results and clicks on them, as tests need them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from practica.kit.contracts.search import Weighed
from practica.reach.search import queries
from practica.reach.search.engines.local.mixtures import MIXTURE
from practica.reach.search.judging import shown
from practica.reach.search.judging.learning import Opened

PAGE = 10


def page_of(*entries: Any, question: str = "warm heaps", first: int = 1, person: Any) -> str:
    """What a page carries that shows ``entries`` in this order to ``person``."""
    hits = [(entry.uid, Weighed(1 - n / 10, n / 10, 0.5)) for n, entry in enumerate(entries)]
    return shown.token(question, hits, first=first, person=person)


def searched(question: str, *, person: Any) -> str:
    """What the page carries that answers ``question`` for ``person``."""
    found = queries.find(question, person=person).hits
    return shown.token(question, [(one.entry.uid, one.hit.weighed) for one in found], person=person)


Likes = Callable[[float, float, float, random.Random], float]


def clicks_of(
    likes: Likes, *, seed: int, questions: int = 300, looks: Callable[[int], float] = lambda place: 1 / place
) -> list[Opened]:
    """Simulated people: each looks at a place as often as ``looks`` says and opens what she sees as often as
    ``likes(said, meant, covered)`` says; one hit each. They see it in the order of the weights of every site.
    """
    dice = random.Random(seed)
    return [one for number in range(questions) for one in _asked(number, likes, looks, dice)]


def _asked(number: int, likes: Likes, looks: Callable[[int], float], dice: random.Random) -> list[Opened]:
    covered = dice.random()
    share = MIXTURE.share(covered)
    hits = sorted(
        ((dice.random() ** 2, dice.random() ** 2) for _ in range(PAGE)),
        key=lambda hit: -(share * hit[0] + (1 - share) * hit[1]),
    )
    opened = []
    for _person in range(dice.randint(1, 3)):
        seen = [at for at in range(PAGE) if dice.random() < looks(at + 1)]
        at = next((at for at in seen if dice.random() < likes(*hits[at], covered, dice)), None)
        if at is not None:
            opened.append(_opened(number, hits, covered, at))
    return opened


def _opened(number: int, hits: Sequence[tuple[float, float]], covered: float, at: int) -> Opened:
    return Opened(
        key=blake2b(str(number).encode(), digest_size=16).hexdigest(),
        said=[said for said, _meant in hits],
        meant=[meant for _said, meant in hits],
        demoted=[False] * len(hits),
        covered=covered,
        at=at,
        place=at + 1,
    )
