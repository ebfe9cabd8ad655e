"""The words of a question, each as telling as it is rare among what the asker may see."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from practica.core.entries.scopes import scopes_of_reader
from practica.kit.contracts import kinds
from practica.kit.contracts.search import Engine, Filters
from practica.reach.search.engines.local import language

#: Of a long message so many words that differ are weighed: the first ones say what it is about.
MOST_WORDS = 20


@dataclass(frozen=True)
class Words:
    """``worth`` of each telling word, in the order asked; together they are worth 1.

    ``weight`` is how much they tell in all: as much as so many words that nobody else uses. ``unknown`` is
    the share of words that nothing here says.
    """

    worth: dict[str, float]
    weight: float = 0.0
    unknown: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.worth)

    @cached_property
    def _stemmed(self) -> dict[str, dict[str, float]]:
        return {}

    def stems(self, code: str) -> dict[str, float]:
        """What each stem is worth, as the language ``code`` forms them."""
        if code not in self._stemmed:
            found: dict[str, float] = {}
            for word, worth in self.worth.items():
                stem = language.stem(word, code) or word
                found[stem] = found.get(stem, 0.0) + worth
            self._stemmed[code] = found
        return self._stemmed[code]

    def covered_by(self, said: Iterable[str], code: str) -> float:
        """The share of the question, from 0 to 1, that the stems ``said`` hold."""
        worth = self.stems(code)
        return sum(worth[stem] for stem in worth.keys() & set(said))


def words_of(text: str, *, person: Any, engine: Engine, filters: Filters) -> Words:
    """The telling words of ``text``. Rarity is asked of the engine in the asker's name and with her filters:
    nothing she may not see plays a part."""
    scopes, running = scopes_of_reader(person), language.spoken(text)
    telling = list(dict.fromkeys(word for word in running if word not in language.STOP_WORDS))[:MOST_WORDS]
    if not telling:
        return Words({})
    every = filters if filters else Filters(kinds=tuple(kinds.all_kinds()))
    documents = engine.search("", scopes=scopes, filters=every, limit=1).total
    held = {word: engine.search(word, scopes=scopes, filters=filters, limit=1).total for word in telling}
    rarity = {word: max(math.log((documents + 1) / (count + 0.5)), 0.1) for word, count in held.items()}
    total = sum(rarity.values())
    worth = {word: value / total for word, value in rarity.items()}
    return Words(
        worth, total / math.log((documents + 1) / 0.5), sum(not count for count in held.values()) / len(held)
    )
