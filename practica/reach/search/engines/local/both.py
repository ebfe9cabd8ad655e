"""Looking for the documents that answer one question by its words and by its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from practica.kit.contracts.search import Likeness, Meaning, Near, Weighed
from practica.reach.search.engines.local import covering, merging, narrowing, ranking
from practica.reach.search.engines.local.candidates import candidates
from practica.reach.search.engines.local.looking import Looking, Placed
from practica.reach.search.engines.local.snapshot import Address

#: So many documents are taken from the list by words; behind them that list goes on as it is.
BY_WORDS = 200

# Of so many of them the likeness is looked up, for each has to be read; the others are not among the nearest
# and cannot come to the top by it.
_LOOKED_AT = 30

# What a question means is found out beside its words: the model, the comparing and the index let go of the
# interpreter while they count.
_ASIDE = ThreadPoolExecutor(thread_name_prefix="search-meaning")


def ask_aside(looking: Looking, meaning: Meaning) -> Future[Near | None] | None:
    """Begin to find out how near documents are; None for what is quoted: that is meant as it stands."""
    if looking.asked.question.phrases or not looking.asked.question:
        return None
    return _ASIDE.submit(
        meaning.near,
        looking.asked.corrected or looking.asked.question.text,
        scopes=looking.scopes,
        community_uids=looking.filters.community_uids,
        documents=looking.snapshot.searcher.num_docs,
    )


def both_ways(looking: Looking, asking: Future[Near | None]) -> Both | None:
    """Both lists, when what the question means is known."""
    if asking.done() and asking.result() is None:
        return None
    listed = _ByWords.of(looking)
    near = asking.result()
    return Both(looking, listed, near) if near is not None else None


class _ByWords(NamedTuple):
    """The best documents by words, and the share of the question that the first of them hold."""

    listed: dict[Address, float]
    covered: float

    @classmethod
    def of(cls, looking: Looking) -> _ByWords:
        if looking.newest:
            return cls({}, 0.0)
        listed = looking.by_words(limit=BY_WORDS)
        return cls(listed, covering.covered(looking.asked, list(listed), looking.snapshot))


class Both:
    """The documents that answer one question by words or by meaning, for one reader."""

    def __init__(self, looking: Looking, by_words: _ByWords, near: Near) -> None:
        self._looking, self._near = looking, near
        self._listed, self._covered = by_words
        self._enough = [key for key, likeness in near.best.items() if likeness.is_enough]
        self._candidates = candidates(looking, near.best)
        self._unworded: dict[tuple[str, ...], dict[str, Counter[str]]] = {}

    def unworded(self) -> Counter[str]:
        """How many documents of each kind are found for their meaning alone, whatever kind is asked for."""
        return Counter(one.likeness.kind for one in self._candidates.values() if not one.has_word)

    def unworded_with(self, name: str) -> Counter[str]:
        """As :meth:`unworded`, by the values of the field ``name``."""
        if not self._enough:
            return Counter()
        looking, (filters, names) = self._looking, self._looking.counting(name)
        visible = looking.snapshot.visible(looking.scopes, filters)
        query = ranking.wordless(looking.asked, keys=self._enough, snapshot=looking.snapshot, visible=visible)
        if names not in self._unworded:
            self._unworded[names] = narrowing.counted(query, names, filters, looking.snapshot)
        return self._unworded[names][name]

    def page(self, *, limit: int, offset: int) -> list[Placed]:
        """The documents from ``offset`` on. Behind those of both lists the list by words goes on as it is."""
        if self._looking.newest:
            found = self._looking.find_newest(limit=limit, offset=offset, also=self._enough)
            return [Placed(address, score) for address, score in found.items()]
        merged = self._merged()
        there = {*merged.titled, *merged.others}
        page = list(merged.places(offset, offset + limit))
        if offset + limit > len(there):
            listed = self._looking.by_words(limit=offset + limit + len(there))
            more = [Placed(address, 0.0) for address in listed if address not in there]
            page += more[max(offset - len(there), 0) : offset + limit - len(there)]
        return page

    def _merged(self) -> _Merged:
        """What either list has first, in one order; titles that are the question before all."""
        kinds = self._looking.filters.kinds
        near = {
            address: one
            for address, one in self._candidates.items()
            if not kinds or one.likeness.kind in kinds
        }
        titled = [address for address, score in self._listed.items() if score >= ranking.SAME_TITLE]
        others = [address for address in {**self._listed, **near} if address not in titled]
        likeness = {address: one.likeness for address, one in near.items()}
        leading = [address for address, one in near.items() if one.is_leading]
        behind = [address for address in self._listed if address not in near or not near[address].is_leading]
        likeness |= self._look_at([address for address in behind[:_LOOKED_AT] if address not in near])
        # These span the scale; how many more are known to be farther away shall not change it.
        spanning = [likeness[address] for address in (*leading, *behind[:_LOOKED_AT]) if address in likeness]
        far = min((one.cosine for one in spanning), default=0.0)
        alike = [likeness.get(address) for address in others]
        demoted = [one is not None and one.demoted for one in alike]
        said = merging.stretched(
            [
                near[address].words
                if address in near
                else self._listed[address] / (merging.DEMOTED if is_demoted else 1)
                for address, is_demoted in zip(others, demoted, strict=True)
            ]
        )
        meant = merging.stretched([far if one is None else one.cosine for one in alike], least=far)
        worth = merging.mixed(
            said, meant, demoted, covered=self._covered, mixture=self._looking.mixture, least=0.0
        )
        return _Merged(titled, others, likeness, said, meant, worth, demoted, self._covered)

    def _look_at(self, addresses: Sequence[Address]) -> dict[Address, Likeness]:
        """The likeness of documents that are not among the nearest."""
        keys = {address: self._looking.snapshot.key_of(address) for address in addresses}
        found = self._near.of(keys.values())
        return {address: found[key] for address, key in keys.items() if key in found}


class _Merged(NamedTuple):
    """One order out of two: ``titled`` first, then ``others`` by what each is worth."""

    titled: list[Address]
    others: list[Address]
    likeness: dict[Address, Likeness]
    said: merging.Numbers
    meant: merging.Numbers
    worth: merging.Numbers
    demoted: list[bool]
    covered: float

    def places(self, start: int, end: int) -> Iterator[Placed]:
        """From the place ``start``, counted from 0, to the one before ``end``."""
        for address in self.titled[start:end]:
            yield Placed(address, 2.0, self._passage(address))
        first = len(self.titled)
        order = np.argsort(-self.worth, kind="stable")
        for at in order[max(start - first, 0) : max(end - first, 0)].tolist():
            address = self.others[at]
            meant = max(float(self.meant[at]), 0.0)
            weighed = Weighed(float(self.said[at]), meant, self.covered, self.demoted[at])
            yield Placed(address, float(self.worth[at]), self._passage(address), weighed)

    def _passage(self, address: Address) -> int | None:
        return self.likeness[address].passage if address in self.likeness else None
