"""The index as one moment shows it: what a reader may see, and how many documents hold a word."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import tantivy
from tantivy import Occur, Query

from practica.kit.contracts.search import Filters
from practica.reach.search.engines.local import fields, language, narrowing

#: Languages looked at when a question is asked, the most frequent first.
_MOST_LANGUAGES = 8

# More kinds than there are.
_MOST_KINDS = 1_000

# Counts of so many words are kept for so many readers: some megabytes.
_MOST_WORDS, _MOST_READERS = 1_000, 200

# From so many values on, one pass over all terms of a field is cheaper than a look-up of each. Measured.
_MANY = 150


# So many keys are kept, for one is read with all that is stored of its document: some megabytes.
_MOST_KEYS = 50_000

# What so many questions found is kept: the next page and the next filter ask the same again.
_MOST_FOUND = 400

Found = TypeVar("Found")

#: A document of a snapshot: its segment, and its number there.
Address = tuple[int, int]


@dataclass(frozen=True)
class Snapshot:
    """One commit. ``number`` grows with every commit that this process has seen."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    number: int
    _sizes: dict[frozenset[str], int] = field(default_factory=dict)
    _languages: list[str] = field(default_factory=list)
    _held: dict[frozenset[str], dict[str, int]] = field(default_factory=dict)
    _found: dict[Hashable, Any] = field(default_factory=dict)
    _keys: dict[Address, str] = field(default_factory=dict)

    def once(self, asked: Hashable, find: Callable[[], Found]) -> Found:
        """What ``find`` finds; what it found before for the same ``asked``, which names all it depends on:
        the reader's scopes among it. Nothing found in a snapshot changes."""
        if asked not in self._found:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            self._found[asked] = find()
        found: Found = self._found[asked]
        return found

    def document(self, address: Address) -> tantivy.Document:
        """What is stored of the document at ``address``."""
        return self.searcher.doc(tantivy.DocAddress(*address))

    def key_of(self, address: Address) -> str:
        """The key of the document at ``address``."""
        key = self._keys.get(address)
        if key is None:
            key = fields.key_of(self.document(address))
            if len(self._keys) >= _MOST_KEYS:
                self._keys.clear()
            self._keys[address] = key
        return key

    def term(self, field_name: str, value: str) -> Query:
        """Documents whose field holds exactly ``value``; adds to the score."""
        return Query.term_query(self.schema, field_name, value)

    def any_of(self, field_name: str, values: Iterable[str]) -> Query:
        """Documents whose field holds one of ``values``; says nothing about the score."""
        clean = [value.encode("utf-8", "replace").decode() for value in dict.fromkeys(values)]
        if len(clean) > _MANY:
            either = Query.term_set_query(self.schema, field_name, clean)
        else:
            either = Query.boolean_query([(Occur.Should, self.term(field_name, value)) for value in clean])
        return Query.const_score_query(either, 0.0)

    def visible(self, scopes: Sequence[str], filters: Filters | None = None) -> list[tuple[Occur, Query]]:
        """The clauses that every question carries."""
        clauses = [(Occur.Must, self.any_of("scope", scopes))]
        return clauses + (narrowing.clauses(filters, self) if filters else [])

    def size(self, scopes: Sequence[str]) -> int:
        """How many documents a reader with ``scopes`` may see."""
        wanted = frozenset(scopes)
        if wanted not in self._sizes:
            if len(self._sizes) > 1_000:
                self._sizes.clear()
            self._sizes[wanted] = self._count(self.any_of("scope", scopes))
        return self._sizes[wanted]

    def surely_holding(self, word: str, scopes: Sequence[str]) -> int:
        """How many documents that a reader may see hold ``word`` at least, without counting them: all others
        may be among those that hold it. What most documents hold would cost the most to count."""
        return int(self.searcher.doc_freq("exact", word)) - (self._every - self.size(scopes))

    @cached_property
    def _every(self) -> int:
        """How many documents there are, with those that were deleted: words are counted in these too."""
        kinds = self.searcher.terms_with_prefix("kind", "", limit=_MOST_KINDS)  # each document has one
        return sum(count for _kind, count in kinds)

    def holding(self, words: Iterable[str], scopes: Sequence[str]) -> dict[str, int]:
        """For each of ``words`` as written, how many documents that a reader may see hold it.

        Counting the documents of frequent words costs as much as finding them, and the same words are asked
        for again and again: counts are kept as long as the snapshot.
        """
        held = {word: self.searcher.doc_freq("exact", word) for word in words}
        there = [word for word, every in held.items() if every]
        if not there or self.size(scopes) == self.searcher.num_docs:
            return held
        kept = self._kept_for(frozenset(scopes))
        hers = {word: count for word in there if (count := kept.get(word)) is not None}
        if unknown := [word for word in there if word not in hers]:
            counted = self._count_each(unknown, scopes)
            kept.update(counted)
            hers |= counted
        return held | hers

    def _kept_for(self, scopes: frozenset[str]) -> dict[str, int]:
        """The counts kept for readers with ``scopes``; emptied when there are too many."""
        if len(self._held) > _MOST_READERS and scopes not in self._held:
            self._held.clear()
        kept = self._held.setdefault(scopes, {})
        if len(kept) > _MOST_WORDS:
            kept.clear()
        return kept

    def _count_each(self, there: Sequence[str], scopes: Sequence[str]) -> dict[str, int]:
        one = Query.boolean_query([(Occur.Should, self.term("exact", word)) for word in there])
        counts = self.searcher.aggregate(
            Query.boolean_query([*self.visible(scopes), (Occur.Must, one)]),
            {str(at): {"filter": f'exact:"{word}"'} for at, word in enumerate(there)},
        )
        return {word: int(counts[str(at)]["doc_count"]) for at, word in enumerate(there)}

    def holds_form_of(self, word: str, scopes: Sequence[str]) -> bool:
        """Whether ``word`` is a stem, and a document that a reader may see holds it with some ending."""
        is_stem = any(language.stem(word, code) == word for code in self.languages())
        if not is_stem or not self.searcher.doc_freq("body", word):
            return False
        visible = self.visible(scopes)
        return self._count(Query.boolean_query([*visible, (Occur.Must, self.term("body", word))])) > 0

    def rarity(self, field_name: str, term: str) -> float:
        """How telling ``term`` is in a field: the engine's own measure, 0.01 at least."""
        held = self.searcher.doc_freq(field_name, term)
        return max(math.log((self.searcher.num_docs + 1) / (held + 0.5)), 0.01)

    def languages(self) -> list[str]:
        """The languages that documents are in, the most frequent first; "" is one without a stemmer."""
        if not self._languages:
            self._languages.extend(self.count_languages(_MOST_LANGUAGES))
        return self._languages

    def count_languages(self, most: int) -> dict[str, int]:
        """How many documents are in each language, the most frequent first."""
        terms = {"terms": {"field": "language", "size": most}}
        found = self.searcher.aggregate(Query.all_query(), {"languages": terms})
        return {str(one["key"]): int(one["doc_count"]) for one in found["languages"]["buckets"]}

    def _count(self, query: Query) -> int:
        # The library's own type hints leave the attribute out.
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]
