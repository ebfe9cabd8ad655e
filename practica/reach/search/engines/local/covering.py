"""How much of a question the best documents by words say: where they say all of it, words decide more."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from practica.reach.search.engines.local import ranking
from practica.reach.search.engines.local.asked import Asked
from practica.reach.search.engines.local.snapshot import Address, Snapshot

#: So many of the best documents by words are looked at.
BEST = 3

# A stem that says at least this much of a word covers it: the word itself, its correction, a synonym.
_COVERS = 0.4


def covered(asked: Asked, best: Sequence[Address], snapshot: Snapshot) -> float:
    """The share of the question, from 0 to 1, that the first ``BEST`` of ``best`` hold, on average.

    A word counts by its rarity. Fewer documents than ``BEST`` hold less: what is not there covers nothing.
    """
    rarity = {word: ranking.rarity_of(shares, snapshot) for word, shares in asked.stems.items()}
    every = sum(rarity.values())
    if not every or not best:
        return 0.0
    keys = [snapshot.key_of(address) for address in best[:BEST]]
    clauses = [(Occur.Must, snapshot.any_of("key", keys))]
    for word, shares in asked.stems.items():
        stems = [stem for stem, share in shares.items() if share >= _COVERS]
        said = [(Occur.Should, snapshot.term(field, stem)) for stem in stems for field in ("title", "body")]
        if said:
            once = Query.const_score_query(Query.boolean_query(said), rarity[word])
            clauses.append((Occur.Should, once))
    found = snapshot.searcher.search(Query.boolean_query(clauses), limit=BEST, count=False)
    return float(sum(score for score, _address in found.hits)) / (every * BEST)
