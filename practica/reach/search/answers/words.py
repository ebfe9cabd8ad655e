"""The words of a question, each as telling as it is rare among what the asker may see."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from practica.core.entries.scopes import scopes_of_reader
from practica.kit.contracts import kinds
from practica.kit.contracts.search import Engine, Filters
from practica.reach.search.engines.local import language

#: Of a long message so many words that differ are weighed: the first ones say what it is about.
MOST_WORDS = 20

# A word that nobody wrote as it was typed is half unknown, though another was found for it.
_GUESSED = 0.5


@dataclass(frozen=True)
class Words:
    """``worth`` of each telling word, in the order asked; together they are worth 1.

    ``meant`` are the words that stand here for mistyped ones, a guess. ``weight`` is how much the question
    tells in all: as much as so many words that nobody else uses. ``unknown`` is the share of its words that
    nothing here says.
    """

    worth: dict[str, float]
    meant: dict[str, str] = field(default_factory=dict)
    weight: float = 0.0
    unknown: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.worth)

    @cached_property
    def _said(self) -> dict[str, dict[str, str]]:
        return {}

    def by_stem(self, code: str) -> dict[str, str]:
        """Which word of the question each stem says, as the language ``code`` forms them."""
        if code not in self._said:
            forms = {
                **{word: word for word in self.worth},
                **{meant: word for word, meant in self.meant.items()},
            }
            self._said[code] = {language.stem(form, code) or form: word for form, word in forms.items()}
        return self._said[code]

    def share(self, said: Iterable[str]) -> float:
        """What the words ``said`` are worth: a share of the question from 0 to 1."""
        return sum(self.worth[word] for word in said)


def words_of(text: str, *, person: Any, engine: Engine, filters: Filters) -> Words:
    """The telling words of ``text``. Rarity is asked of the engine in the asker's name and with her filters:
    nothing she may not see plays a part."""
    scopes, running = scopes_of_reader(person), language.spoken(text)
    telling = list(dict.fromkeys(word for word in running if word not in language.STOP_WORDS))[:MOST_WORDS]
    if not telling:
        return Words({})
    every = filters if filters else Filters(kinds=tuple(kinds.all_kinds()))
    documents = engine.search("", scopes=scopes, filters=every, limit=1).total
    found = {word: engine.search(word, scopes=scopes, filters=filters, limit=1) for word in telling}
    rarity = {word: max(math.log((documents + 1) / (one.total + 0.5)), 0.1) for word, one in found.items()}
    total = sum(rarity.values())
    meant = {word: one.corrected for word, one in found.items() if one.corrected}
    unknown = sum(1.0 if not one.total else _GUESSED if one.corrected else 0.0 for one in found.values())
    return Words(
        worth={word: value / total for word, value in rarity.items()},
        meant=meant,
        weight=total / math.log((documents + 1) / 0.5),
        unknown=unknown / len(found),
    )
