"""Of the documents nearest in meaning those that are found, and what the words say of each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from practica.kit.contracts.search import Likeness
from practica.reach.search.engines.local import fields, ranking
from practica.reach.search.engines.local.looking import Looking
from practica.reach.search.engines.local.snapshot import Address

# So many of each kind, and those looked up, span the scale of meaning.
_LEADING = 100


class Candidate(NamedTuple):
    """A document near in meaning: what the words say of it, whether a word was found at all, and whether it
    is one of the first of its kind."""

    likeness: Likeness
    words: float
    has_word: bool
    is_leading: bool


def candidates(looking: Looking, best: Mapping[str, Likeness]) -> dict[Address, Candidate]:
    """Of ``best``, the nearest first, those that hold a word, and those near enough without one.

    Of every kind, for the others are counted too. Those that hold a word are asked for by themselves, and of
    the rest those that are near enough: one question for all would look at every word twice.
    """
    if not best:
        return {}
    asked, snapshot = looking.asked, looking.snapshot
    visible = snapshot.visible(looking.scopes, looking.of_any_kind())
    keys, likenesses, leading = list(best), list(best.values()), _leading(list(best.values()))
    # A power of two, so that adding a number times it leaves the bits of what the words are worth in place.
    spacing = 2.0 ** (math.ceil(math.log2(ranking.most(asked, snapshot=snapshot) + 1)) + 1)
    places = ranking.Places(dict(enumerate(keys, 1)), spacing)
    found: dict[int, tuple[Address, float, bool]] = {}
    said = ranking.marked(asked, places, snapshot=snapshot, visible=visible)
    for address, score in looking.find(said, limit=len(keys)).items():
        place, words = divmod(score, spacing)
        found[int(place)] = address, words * fields.WHOLE, True
    enough = [at for at, one in enumerate(likenesses, 1) if one.is_enough and at not in found]
    if enough:
        rest = ranking.Places({at: places.keys[at] for at in enough}, spacing)
        unsaid = ranking.placed(asked, rest, snapshot=snapshot, visible=visible)
        for address, score in looking.find(unsaid, limit=len(enough)).items():
            found[int(score / spacing)] = address, 0.0, False
    return {
        address: Candidate(likenesses[place - 1], words, has_word, leading[place - 1])
        for place, (address, words, has_word) in sorted(found.items(), reverse=True)
    }


def _leading(nearest_first: Sequence[Likeness]) -> list[bool]:
    """Of each whether it is one of the first of its kind."""
    taken: Counter[str] = Counter()
    leading = []
    for one in nearest_first:
        taken[one.kind] += 1
        leading.append(taken[one.kind] <= _LEADING)
    return leading
