"""Which words of a question count how much, in which field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tantivy import Occur, Query

from practica.reach.search.engines.local import fields
from practica.reach.search.engines.local.asked import ITSELF, Asked
from practica.reach.search.engines.local.questions import Question
from practica.reach.search.engines.local.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a find is worth. Chosen on the DEV parts of five judged collections.

    ``title``, ``body``, ``about`` and ``pairs`` weigh a find in that field. ``again`` is what each repetition
    of a word in the question adds to it, ``opening`` what being its first word adds, falling from there;
    ``rarity`` (0 to 1) lets rare words decide more than their rarity alone would. ``parts``: a word found as
    two, ``joined``: two words found as one.
    """

    title: float = 0.8
    body: float = 1.0
    about: float = 0.5
    pairs: float = 0.3
    again: float = 0.3
    opening: float = 0.4
    rarity: float = 0.4
    parts: float = 0.7
    joined: float = 0.3


WEIGHTS = Weights()

# After so many words the opening has lost half of its weight.
_OPENING_WORDS = 5

# However often a document holds a word, it is worth at most so many times its rarity: k1 + 1 of BM25.
_MOST_OF_A_WORD = 2.2

#: Above every score that words can make: a title that is the question goes first.
SAME_TITLE = 10_000.0

Clause = tuple[Occur, Query]
Clauses = list[Clause]


def matching(asked: Asked, *, snapshot: Snapshot, visible: Clauses, also: Sequence[str] = ()) -> Query:
    """Documents that hold one of the words and all of the phrases. Says nothing of their order.

    ``also`` are keys of documents that need not hold a word. A question without words is met by every
    document.
    """
    demands = _demands(asked.question, snapshot)
    if not asked.question:
        return Query.boolean_query([*visible, *demands])
    either = [(Occur.Should, each) for each in _words_alone(asked, snapshot)]
    if also:
        either.append((Occur.Should, snapshot.any_of("key", also)))
    return Query.boolean_query([*visible, (Occur.Must, Query.boolean_query(either)), *demands])


def wordless(asked: Asked, *, keys: Sequence[str], snapshot: Snapshot, visible: Clauses) -> Query:
    """Those documents of ``keys`` that hold none of the words, as far as the other demands are met."""
    none = [(Occur.MustNot, each) for each in _words_alone(asked, snapshot)]
    return Query.boolean_query(
        [*visible, (Occur.Must, snapshot.any_of("key", keys)), *none, *_demands(asked.question, snapshot)]
    )


def _words_alone(asked: Asked, snapshot: Snapshot) -> list[Query]:
    """A query for each thing of which one is enough."""
    stems = {stem for shares in asked.stems.values() for stem in shares} | {*asked.joined}
    terms = [snapshot.term(field, stem) for field in ("body", "about") for stem in stems]
    terms += [snapshot.term("pairs", pair) for pairs in asked.parts.values() for pair in pairs]
    return [*terms, _same_title(asked, snapshot)]


def ranked(asked: Asked, *, snapshot: Snapshot, visible: Clauses, weights: Weights = WEIGHTS) -> Query:
    """The documents of :func:`matching`, best first: each word's rarity summed over the fields."""
    same = [(Occur.Should, _same_title(asked, snapshot))]
    return Query.boolean_query(
        [*visible, *_fitting(asked, snapshot, weights, also=same), *_demands(asked.question, snapshot)]
    )


def most(asked: Asked, *, snapshot: Snapshot, weights: Weights = WEIGHTS) -> float:
    """What the words of a question are worth at most, in any document."""
    worth = {"title": weights.title, "body": weights.body, "about": weights.about}
    said = [("pairs", pair, weights.pairs) for pair in asked.neighbours(snapshot)]
    said += [(field, stem, weights.joined) for stem in asked.joined for field in ("title", "body")]
    for word, telling in _telling(asked, snapshot, weights).items():
        said += [("pairs", pair, weights.parts * telling) for pair in asked.parts.get(word, ())]
        said += [
            (field, stem, weight * telling * share)
            for field, weight in worth.items()
            for stem, share in asked.stems[word].items()
        ]
    return _MOST_OF_A_WORD * sum(snapshot.rarity(field, stem) * weight for field, stem, weight in said)


class Places(NamedTuple):
    """Documents by a number, from 1, for each of their ``keys``, and how far apart their scores stand.

    A document cannot say its key without being read as a whole, but its score can: it is ``spacing`` times
    the number, and what the words are worth, which is less than ``spacing``.
    """

    keys: Mapping[int, str]
    spacing: float


def marked(
    asked: Asked, places: Places, *, snapshot: Snapshot, visible: Clauses, weights: Weights = WEIGHTS
) -> Query:
    """Those of ``places`` that hold a word, as far as the other demands are met; how well they fit counts."""
    # Summed for themselves: added one by one to a large number each would be rounded.
    words = Query.boolean_query(_fitting(asked, snapshot, weights, also=()))
    demands = [(Occur.Must, words), *_demands(asked.question, snapshot)]
    return Query.boolean_query([*visible, _one_of(places, snapshot), *demands])


def placed(asked: Asked, places: Places, *, snapshot: Snapshot, visible: Clauses) -> Query:
    """Those of ``places``, whether they hold a word or not, as far as the other demands are met."""
    return Query.boolean_query([*visible, _one_of(places, snapshot), *_demands(asked.question, snapshot)])


def _one_of(places: Places, snapshot: Snapshot) -> Clause:
    each = [
        (Occur.Should, Query.const_score_query(snapshot.term("key", key), places.spacing * number))
        for number, key in places.keys.items()
    ]
    return Occur.Must, Query.boolean_query(each)


def _fitting(asked: Asked, snapshot: Snapshot, weights: Weights, *, also: Sequence[Clause]) -> Clauses:
    """One of the words has to be there; neighbours that stand together count more."""
    joined = _boosted(asked.joined, ("title", "body"), weights.joined, snapshot)
    either = Query.boolean_query([*_words(asked, snapshot, weights), *joined, *also])
    return [
        (Occur.Must, either),
        *_boosted(asked.neighbours(snapshot), ("pairs",), weights.pairs, snapshot),
    ]


def _boosted(terms: Sequence[str], in_fields: Sequence[str], weight: float, snapshot: Snapshot) -> Clauses:
    return [
        (Occur.Should, Query.boost_query(snapshot.term(field, term), weight))
        for term in terms
        for field in in_fields
    ]


def _same_title(asked: Asked, snapshot: Snapshot) -> Query:
    name = fields.name_of(asked.question.text)
    return Query.const_score_query(snapshot.term("name", name), SAME_TITLE)


def _words(asked: Asked, snapshot: Snapshot, weights: Weights) -> Clauses:
    """Any of the words: in each field for itself, the best of what stands for a word."""
    should: Clauses = []
    worth = {"title": weights.title, "body": weights.body, "about": weights.about}
    for word, telling in _telling(asked, snapshot, weights).items():
        for field, weight in worth.items():
            terms = [
                Query.boost_query(snapshot.term(field, stem), weight * telling * share)
                for stem, share in asked.stems[word].items()
            ]
            if field == "body":
                terms += [
                    Query.boost_query(snapshot.term("pairs", pair), weights.parts * telling)
                    for pair in asked.parts.get(word, ())
                ]
            if terms:
                best = terms[0] if len(terms) == 1 else Query.disjunction_max_query(terms)
                should.append((Occur.Should, best))
    return should


def _telling(asked: Asked, snapshot: Snapshot, weights: Weights) -> dict[str, float]:
    """By how much the score of each word is multiplied: for coming again, coming early, being rare.

    A long message says in its first words what it is about, and a few rare words in it say more than many
    common ones.
    """
    rarity = {word: rarity_of(shares, snapshot) for word, shares in asked.stems.items()}
    known = [rarity[word] for word, shares in asked.stems.items() if _is_known(shares, snapshot)]
    usual = sum(known) / len(known) if known else 1.0
    return {
        word: (1 + weights.again * (times - 1))
        * (1 + weights.opening / (1 + place / _OPENING_WORDS))
        * (1 - weights.rarity + weights.rarity * rarity[word] / usual)
        for place, (word, times) in enumerate(Counter(asked.question.words).items())
    }


def rarity_of(shares: dict[str, float], snapshot: Snapshot) -> float:
    """How telling a word is: of the most frequent of the stems that say the word itself."""
    return min(
        (snapshot.rarity("body", stem) for stem, share in shares.items() if share >= ITSELF), default=0.0
    )


def _is_known(shares: dict[str, float], snapshot: Snapshot) -> bool:
    return any(snapshot.searcher.doc_freq("body", stem) for stem in shares)


def _demands(question: Question, snapshot: Snapshot) -> Clauses:
    """Every phrase, and nothing of what was excluded."""
    wanted = [(Occur.Must, _phrase(words, snapshot)) for words in question.phrases]
    return wanted + [(Occur.MustNot, _phrase(words, snapshot)) for words in question.excluded]


def _phrase(words: Sequence[str], snapshot: Snapshot) -> Query:
    if len(words) == 1:
        return Query.const_score_query(snapshot.term("exact", words[0]), 0.0)
    return Query.const_score_query(Query.phrase_query(snapshot.schema, "exact", list(words)), 0.0)
