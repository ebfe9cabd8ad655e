"""A question in the words of the index: for every word what stands for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from practica.reach.search.engines.local import fields, language, variants
from practica.reach.search.engines.local.questions import Question
from practica.reach.search.engines.local.snapshot import Snapshot
from practica.reach.search.engines.local.spelling import Meant

#: From this share on a stem says the word itself, not another word for the same.
ITSELF = 0.9

# Another word for the same counts this much, and never more than the word itself.
_SAME_MEANING = 0.5

# So many of a question's words are read as compounds.
_MOST_COMPOUNDS = 24

# One letter of a script without spaces stands for the pairs that begin with it, for so many at most.
_MOST_PAIRS_OF_ONE_LETTER = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question in the words of the index: for every word the stems that stand for it, each weighed.

    ``parts`` are the pairs of neighbouring stems that a word may be written as, ``joined`` the stems that two
    neighbours of the question may be written as; the index knows every one of them.
    """

    question: Question
    stems: dict[str, dict[str, float]]
    meant: dict[str, Meant]
    parts: dict[str, list[str]]
    joined: list[str]
    unquoted: bool = False
    also: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        question: Question,
        *,
        meant: dict[str, Meant],
        snapshot: Snapshot,
        unquoted: bool = False,
        also: Sequence[tuple[str, str]] = (),
    ) -> Asked:
        """``question`` with what its mistyped words ``meant``; ``unquoted``: its phrases were given up.

        ``also`` are pairs of words in it and others that say the same.
        """
        words = list(dict.fromkeys(question.words))
        parts = {word: _parts_of(word, snapshot) for word in words[:_MOST_COMPOUNDS]}
        return cls(
            question=question,
            stems={word: _others(word, also, snapshot) | _stems_of(word, meant, snapshot) for word in words},
            meant=meant,
            parts={word: found for word, found in parts.items() if found},
            joined=_joined(question.running[: 2 * _MOST_COMPOUNDS], snapshot),
            unquoted=unquoted,
            also=tuple(also),
        )

    @property
    def corrected(self) -> str:
        """The question as it was understood; empty when it was taken as it was typed."""
        text = self.question.text
        for word, instead in self.meant.items():
            if instead[0][0] != word:
                text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead[0][0], text, flags=re.IGNORECASE)
        return text if self.unquoted or text != self.question.text else ""

    def worth(self, snapshot: Snapshot) -> dict[str, float]:
        """How telling each stem is: the rarer, the more."""
        worth = {stem: snapshot.rarity("body", stem) for stem in self.joined}
        for pair in (pair for pairs in self.parts.values() for pair in pairs):
            worth |= {stem: snapshot.rarity("pairs", pair) / 2 for stem in pair.split("_")}
        for shares in self.stems.values():
            worth |= {stem: share * snapshot.rarity("body", stem) for stem, share in shares.items()}
        return worth

    def neighbours(self, snapshot: Snapshot) -> list[str]:
        """The neighbouring stems of the question that the index knows as neighbours."""
        said = [self.meant[word][0][0] if word in self.meant else word for word in self.question.running]
        found: dict[str, None] = {}
        for code in snapshot.languages():
            found |= dict.fromkeys(fields.pairs([language.stem(word, code) for word in said]))
        return [pair for pair in found if snapshot.searcher.doc_freq("pairs", pair)]


def _others(word: str, also: Sequence[tuple[str, str]], snapshot: Snapshot) -> dict[str, float]:
    """The stems of the words that say the same as what has ``word`` as its first telling one."""
    others = [
        other
        for said, instead in also
        if word == _telling(said)
        for other in language.spoken(instead)
        if other not in language.STOP_WORDS
    ]
    found = (language.stem(other, code) for other in others for code in snapshot.languages())
    return {stem: _SAME_MEANING for stem in found if stem}


def _telling(said: str) -> str:
    """The first word of ``said`` that questions are asked with: stop words are left out of them."""
    spoken = language.spoken(said)
    return next((word for word in spoken if word not in language.STOP_WORDS), spoken[0] if spoken else "")


def _stems_of(word: str, meant: dict[str, Meant], snapshot: Snapshot) -> dict[str, float]:
    shares: dict[str, float] = {}
    for instead, share in meant.get(word, [(word, 1.0)]):
        for code in snapshot.languages():
            if stem := language.stem(instead, code):
                shares[stem] = max(share, shares.get(stem, 0.0))
    if len(word) == 1 and language.UNSPACED_RUN.fullmatch(word):
        pairs = snapshot.searcher.terms_with_prefix("body", word, limit=_MOST_PAIRS_OF_ONE_LETTER)
        shares |= {pair: 1.0 for pair, _ in pairs}
    elif word not in meant and "en" in snapshot.languages():
        shares = _english(word, snapshot) | shares
    return shares


def _english(word: str, snapshot: Snapshot) -> dict[str, float]:
    """Other spellings of an English word, and, at less, other words for the same that the index knows."""
    stem = language.stem(word, "en")
    rarity = snapshot.rarity("body", stem)
    shares = {
        other: _SAME_MEANING * min(1.0, rarity / snapshot.rarity("body", other))
        for other in variants.same_meaning(stem)
        if snapshot.searcher.doc_freq("body", other)
    }
    spelt = (language.stem(other, "en") for other in variants.spellings(word))
    return shares | {other: 1.0 for other in spelt if snapshot.searcher.doc_freq("body", other)}


def _parts_of(word: str, snapshot: Snapshot) -> list[str]:
    """The neighbouring stems, known to the index, that are ``word`` when nothing stands between them."""
    every = [
        "_".join(language.stem(part, code) for part in two)
        for two in variants.parts(word)
        for code in snapshot.languages()
    ]
    return [pair for pair in dict.fromkeys(every) if snapshot.searcher.doc_freq("pairs", pair)]


def _joined(running: Sequence[str], snapshot: Snapshot) -> list[str]:
    """The stems, known to the index, of every two neighbours written as one word."""
    every = [language.stem(word, code) for word in variants.joined(running) for code in snapshot.languages()]
    return [stem for stem in dict.fromkeys(every) if stem and snapshot.searcher.doc_freq("body", stem)]
