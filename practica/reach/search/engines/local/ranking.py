"""A question as the index understands it: which words count how much, in which field."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from practica.reach.search.engines.local import fields, language
from practica.reach.search.engines.local.questions import Question
from practica.reach.search.engines.local.snapshot import Snapshot
from practica.reach.search.engines.local.spelling import Meant


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a find in a field is worth. Chosen on the DEV parts of five judged collections."""

    title: float = 1.0
    body: float = 1.0
    about: float = 0.5
    pairs: float = 0.3


WEIGHTS = Weights()

# Above every score that words can make: a title that is the question goes first.
_SAME_TITLE = 10_000.0

# One letter of a script without spaces stands for the pairs that begin with it, for so many at most.
_MOST_PAIRS_OF_ONE_LETTER = 50

Clauses = list[tuple[Occur, Query]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question in the words of the index: for every word the stems that stand for it, each weighed."""

    question: Question
    stems: dict[str, dict[str, float]]
    meant: dict[str, Meant]
    unquoted: bool = False

    @classmethod
    def of(
        cls, question: Question, *, meant: dict[str, Meant], snapshot: Snapshot, unquoted: bool = False
    ) -> Asked:
        """``question`` with what its mistyped words ``meant``; ``unquoted``: its phrases were given up."""
        stems = {word: _stems_of(word, meant, snapshot) for word in dict.fromkeys(question.words)}
        return cls(question=question, stems=stems, meant=meant, unquoted=unquoted)

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
        every = snapshot.searcher.num_docs
        return {
            stem: share * math.log(1 + (every + 1) / (snapshot.searcher.doc_freq("body", stem) + 0.5))
            for shares in self.stems.values()
            for stem, share in shares.items()
        }


def matching(asked: Asked, *, snapshot: Snapshot, visible: Clauses) -> Query:
    """Documents that hold one of the words and all of the phrases. Says nothing of their order."""
    stems = {stem for shares in asked.stems.values() for stem in shares}
    terms = [snapshot.term(field, stem) for field in ("body", "about") for stem in stems]
    either = [(Occur.Should, each) for each in [*terms, _same_title(asked, snapshot)]]
    return Query.boolean_query(
        [*visible, (Occur.Must, Query.boolean_query(either)), *_demands(asked.question, snapshot)]
    )


def ranked(asked: Asked, *, snapshot: Snapshot, visible: Clauses, weights: Weights = WEIGHTS) -> Query:
    """The documents of :func:`matching`, best first: each word's rarity summed over the fields."""
    words = _words(asked, snapshot, weights)
    either = Query.boolean_query([*words, (Occur.Should, _same_title(asked, snapshot))])
    neighbours = [
        (Occur.Should, Query.boost_query(snapshot.term("pairs", pair), weights.pairs))
        for pair in _pairs(asked, snapshot)
    ]
    return Query.boolean_query(
        [*visible, (Occur.Must, either), *neighbours, *_demands(asked.question, snapshot)]
    )


def _same_title(asked: Asked, snapshot: Snapshot) -> Query:
    name = fields.name_of(asked.question.text)
    return Query.const_score_query(snapshot.term("name", name), _SAME_TITLE)


def _words(asked: Asked, snapshot: Snapshot, weights: Weights) -> Clauses:
    """Any of the words: in each field for itself, the best of the stems that stand for a word."""
    should: Clauses = []
    worth = {"title": weights.title, "body": weights.body, "about": weights.about}
    for word, times in Counter(asked.question.words).items():
        for field, weight in worth.items():
            terms = [
                Query.boost_query(snapshot.term(field, stem), weight * times * share)
                for stem, share in asked.stems[word].items()
            ]
            if terms:
                best = terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms)
                should.append((Occur.Should, best))
    return should


def _stems_of(word: str, meant: dict[str, Meant], snapshot: Snapshot) -> dict[str, float]:
    shares: dict[str, float] = {}
    for instead, share in meant.get(word, [(word, 1.0)]):
        for code in snapshot.languages():
            if stem := language.stem(instead, code):
                shares[stem] = max(share, shares.get(stem, 0.0))
    if len(word) == 1 and language.UNSPACED_RUN.fullmatch(word):
        pairs = snapshot.searcher.terms_with_prefix("body", word, limit=_MOST_PAIRS_OF_ONE_LETTER)
        shares |= {pair: 1.0 for pair, _ in pairs}
    return shares


def _pairs(asked: Asked, snapshot: Snapshot) -> list[str]:
    """The neighbouring stems of the question that the index knows as neighbours."""
    said = [asked.meant[word][0][0] if word in asked.meant else word for word in asked.question.running]
    found: dict[str, None] = {}
    for code in snapshot.languages():
        found |= dict.fromkeys(fields.pairs([language.stem(word, code) for word in said]))
    return [pair for pair in found if snapshot.searcher.doc_freq("pairs", pair)]


def _demands(question: Question, snapshot: Snapshot) -> Clauses:
    """Every phrase, and nothing of what was excluded."""
    wanted = [(Occur.Must, _phrase(words, snapshot)) for words in question.phrases]
    return wanted + [(Occur.MustNot, _phrase(words, snapshot)) for words in question.excluded]


def _phrase(words: Sequence[str], snapshot: Snapshot) -> Query:
    if len(words) == 1:
        return Query.const_score_query(snapshot.term("exact", words[0]), 0.0)
    return Query.const_score_query(Query.phrase_query(snapshot.schema, "exact", list(words)), 0.0)
