"""Looking for the documents that answer one question, for one reader, by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tantivy import Query

from practica.kit.contracts.search import FACETS, Facets, Filters, Weighed
from practica.reach.search.engines.local import narrowing, ranking
from practica.reach.search.engines.local.asked import Asked
from practica.reach.search.engines.local.mixtures import MIXTURE, Mixture
from practica.reach.search.engines.local.snapshot import Address, Snapshot

if TYPE_CHECKING:
    from practica.reach.search.engines.local.both import Both


class Placed(NamedTuple):
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
