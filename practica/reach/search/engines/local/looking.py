"""Looking for the documents that answer one question, for one reader: by words, or by their meaning too."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tantivy import Query

from practica.kit.contracts.search import FACETS, Facets, Filters, Likeness, Meaning, Near, Weighed
from practica.reach.search.engines.local import covering, fields, narrowing, ranking
from practica.reach.search.engines.local.asked import Asked
from practica.reach.search.engines.local.mixtures import MIXTURE, Mixture
from practica.reach.search.engines.local.snapshot import Address, Snapshot

#: So many documents are taken from the list by words; behind them that list goes on as it is.
BY_WORDS = 200

# Of so many of them the likeness is looked up, for each has to be read; the others are not among the nearest
# and cannot come to the top by it.
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Placed:
    """A document in the order found, with the passage that is nearest in meaning, if one is known.

    ``weighed`` is what its place was decided by, where that were words and meaning.
    """

    address: Address
    score: float
    passage: int | None = None
    weighed: Weighed | None = None


class Looking:
    """One question, asked by one reader with her filters.

    ``newest``: the order goes by the last change. ``counts``: the fields whose values shall be counted.
    ``mixture``: how much words and meaning count.
    """

    def __init__(
        self,
        asked: Asked,
        snapshot: Snapshot,
        *,
        scopes: Sequence[str],
        filters: Filters,
        newest: bool = False,
        counts: Sequence[str] = ("kinds",),
        mixture: Mixture = MIXTURE,
    ) -> None:
        self.asked, self.snapshot = asked, snapshot
        self.scopes, self.filters, self.mixture = scopes, filters, mixture
        self.newest, self._counts = newest or not asked.question, tuple(counts)
        meant = tuple((word, *instead) for word, instead in asked.meant.items())
        self._same = (asked.question, meant, asked.unquoted, asked.also, frozenset(scopes))

    def count(self) -> Counter[str]:
        """How many documents of each kind hold a word, without the filter of kinds."""
        return Counter(self._counted("kinds")["kinds"])

    def facets(self, both: Both | None) -> Facets:
        """How many documents have each value of each field, without that field's own filter.

        Fields without a filter are counted together, each of the others for itself.
        """
        return {name: self._facet(name, both) for name in FACETS}

    def _facet(self, name: str, both: Both | None) -> Mapping[str, int]:
        words = self._counted(name)[name]
        return words + both.unworded_with(name) if both is not None else words

    def _counted(self, name: str) -> Mapping[str, Counter[str]]:
        """At least the values of the field ``name``, among the documents that hold a word."""
        filters, names = self.counting(name)
        asked = ("count", *self._same, filters, names)
        return self.snapshot.once(asked, lambda: self._count(filters, names))

    def counting(self, name: str) -> tuple[Filters, tuple[str, ...]]:
        """The filters without those of the field ``name``, and the fields that are counted with them."""
        if getattr(self.filters, name):
            return self.filters.without(name), (name,)
        return self.filters, tuple(one for one in self._counts if not getattr(self.filters, one))

    def _count(self, filters: Filters, names: Sequence[str]) -> dict[str, Counter[str]]:
        visible = self.snapshot.visible(self.scopes, filters)
        query = ranking.matching(self.asked, snapshot=self.snapshot, visible=visible)
        return narrowing.counted(query, names, filters, self.snapshot)

    def by_words(self, *, limit: int, offset: int = 0) -> dict[Address, float]:
        """The score of each document from ``offset`` on, in their order by words."""
        asked = ("by words", *self._same, self.filters, self.newest, limit, offset)
        return dict(self.snapshot.once(asked, lambda: self._by_words(limit, offset)))

    def _by_words(self, limit: int, offset: int) -> dict[Address, float]:
        if self.newest:
            return self.find_newest(limit=limit, offset=offset)
        visible = self.snapshot.visible(self.scopes, self.filters)
        return self.find(
            ranking.ranked(self.asked, snapshot=self.snapshot, visible=visible),
            limit=limit,
            offset=offset,
            weight_by_field="standing",
        )

    def find(
        self, query: Query, *, limit: int, offset: int = 0, weight_by_field: str | None = None
    ) -> dict[Address, float]:
        """The score of each document that a query finds, the highest first."""
        found = self.snapshot.searcher.search(
            query, limit=limit, offset=offset, count=False, weight_by_field=weight_by_field
        )
        return {(address.segment_ord, address.doc): score for score, address in found.hits}

    def find_newest(self, *, limit: int, offset: int, also: Sequence[str] = ()) -> dict[Address, float]:
        """The documents that hold a word, and those of ``also``: what changed last first."""
        visible = self.snapshot.visible(self.scopes, self.filters)
        found = self.snapshot.searcher.search(
            ranking.matching(self.asked, snapshot=self.snapshot, visible=visible, also=also),
            limit=limit,
            offset=offset,
            count=False,
            order_by_field="changed",
        )
        return {(address.segment_ord, address.doc): float(at) for at, address in found.hits}

    def page(self, *, limit: int, offset: int) -> list[Placed]:
        """The documents from ``offset`` on, by words alone."""
        found = self.by_words(limit=limit, offset=offset)
        return [Placed(address, score) for address, score in found.items()]

    def of_any_kind(self) -> Filters:
        """The filters without the one of kinds."""
        return self.filters.without("kinds")

    def with_meaning(self, meaning: Meaning | None) -> Both | None:
        """Both lists, when what the question means is known. What is quoted is meant as it stands."""
        if meaning is None or self.asked.question.phrases or not self.asked.question:
            return None
        near = meaning.near(
            self.asked.corrected or self.asked.question.text,
            scopes=self.scopes,
            community_uids=self.filters.community_uids,
            documents=self.snapshot.searcher.num_docs,
        )
        return Both(self, near) if near is not None else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document near in meaning: what the words say of it, and whether a word was found at all."""

    likeness: Likeness
    words: float
    has_word: bool


class Both:
    """The documents that answer one question by words or by meaning, for one reader."""

    def __init__(self, looking: Looking, near: Near) -> None:
        self._looking, self._near = looking, near
        self._enough = [key for key, likeness in near.best.items() if likeness.is_enough]
        self._listed = {} if looking.newest else looking.by_words(limit=BY_WORDS)
        self._candidates = self._find_candidates()
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
        if offset + limit > len(merged):
            there = {place.address for place in merged}
            more = self._looking.by_words(limit=offset + limit + len(there))
            merged += [Placed(address, 0.0) for address in more if address not in there]
        return merged[offset : offset + limit]

    def _find_candidates(self) -> dict[Address, Candidate]:
        """Of the nearest documents those that hold a word, and those near enough without one."""
        best = self._near.best
        keys = list(best)
        if not keys:
            return {}
        snapshot, scopes = self._looking.snapshot, self._looking.scopes
        # Of every kind, for the others are counted too.
        visible = snapshot.visible(scopes, self._looking.of_any_kind())
        most = ranking.most(self._looking.asked, snapshot=snapshot)
        spacing = 2.0 ** (math.ceil(math.log2(most + 1)) + 1)
        query = ranking.marked(self._looking.asked, keys, spacing=spacing, snapshot=snapshot, visible=visible)
        candidates = {}
        for address, score in self._looking.find(query, limit=len(keys)).items():
            place, rest = divmod(score, spacing)
            likeness, has_word = best[keys[int(place) - 1]], rest >= spacing / 2
            if has_word or likeness.is_enough:
                words = (rest - spacing / 2) * fields.WHOLE if has_word else 0.0
                candidates[address] = Candidate(likeness, words, has_word)
        return candidates

    def _merged(self) -> list[Placed]:
        """What either list has first, in one order; titles that are the question before all."""
        # Here: it counts with numpy, which a site that searches by words alone does not need.
        from practica.reach.search.engines.local import merging

        kinds = self._looking.filters.kinds
        near = {
            address: one
            for address, one in self._candidates.items()
            if not kinds or one.likeness.kind in kinds
        }
        titled = [address for address, score in self._listed.items() if score >= ranking.SAME_TITLE]
        others = [address for address in dict.fromkeys([*self._listed, *near]) if address not in titled]
        likeness = {address: one.likeness for address, one in near.items()}
        likeness |= self._look_at([address for address in self._listed if address not in near][:_LOOKED_AT])
        far = min((one.cosine for one in likeness.values()), default=0.0)
        demoted = [address in likeness and likeness[address].demoted for address in others]
        said = merging.stretched(
            [
                near[address].words
                if address in near
                else self._listed[address] / (merging.DEMOTED if is_demoted else 1)
                for address, is_demoted in zip(others, demoted, strict=True)
            ]
        )
        meant = merging.stretched(
            [likeness[address].cosine if address in likeness else far for address in others]
        )
        covered = covering.covered(self._looking.asked, list(self._listed), self._looking.snapshot)
        worth = merging.mixed(said, meant, demoted, covered=covered, mixture=self._looking.mixture)
        passages = {address: one.passage for address, one in likeness.items()}
        merged = [Placed(address, 2.0, passages.get(address)) for address in titled]
        for at in (-worth).argsort(kind="stable"):
            weighed = Weighed(float(said[at]), float(meant[at]), covered, demoted[at])
            merged.append(Placed(others[at], float(worth[at]), passages.get(others[at]), weighed))
        return merged

    def _look_at(self, addresses: Sequence[Address]) -> dict[Address, Likeness]:
        """The likeness of documents that are not among the nearest."""
        keys = {address: fields.key_of(self._looking.snapshot.document(address)) for address in addresses}
        found = self._near.of(keys.values())
        return {address: found[key] for address, key in keys.items() if key in found}
