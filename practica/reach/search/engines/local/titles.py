"""Titles while they are being typed: every word typed begins a word of the title."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from practica.kit.contracts.search import Hit, Passage
from practica.reach.search.engines.local import fields, language
from practica.reach.search.engines.local.snapshot import Snapshot

_SAME_TITLE, _SAME_FIRST_WORD = 1_000.0, 5.0

# More are fetched than are shown, and put in order by what cannot be asked of an index.
_MORE = 3


def beginning_with(prefix: str, *, scopes: Sequence[str], limit: int, snapshot: Snapshot) -> list[Hit]:
    """The same title first, then those that begin with ``prefix``, then those with a word that does."""
    typed = language.words(prefix[: fields.LONGEST_NAME])[: fields.OPENINGS_OF]
    if not typed:
        return []
    clauses = snapshot.visible(scopes)
    for word in dict.fromkeys(typed):
        clauses.append((Occur.Must, snapshot.term("openings", word[: fields.LONGEST_OPENING])))
    first = snapshot.term("openings", f"^{typed[0][: fields.LONGEST_OPENING]}")
    same = snapshot.term("name", " ".join(typed))
    clauses.append((Occur.Should, Query.const_score_query(first, _SAME_FIRST_WORD)))
    clauses.append((Occur.Should, Query.const_score_query(same, _SAME_TITLE)))
    found = snapshot.searcher.search(
        Query.boolean_query(clauses), limit=limit * _MORE, count=False, weight_by_field="standing"
    )
    start = " ".join(typed)
    hits = [_hit(fields.unpack(snapshot.searcher.doc(address)), score) for score, address in found.hits]
    hits.sort(key=lambda hit: _order(fields.name_of(hit.title), start, hit.score))
    return hits[:limit]


def _order(name: str, start: str, score: float) -> tuple[bool, bool, float]:
    return name != start, not name.startswith(start), -score


def _hit(found: fields.Stored, score: float) -> Hit:
    return Hit(
        key=found.key, entry_uid=found.entry_uid, kind=found.kind, title=found.title,
        community_uid=found.community_uid, score=score, passage=Passage(text=""),
    )  # fmt: skip
