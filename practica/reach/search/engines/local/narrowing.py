"""Filters in the words of the index, and how many documents each value of a filter would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tantivy import FieldType, Occur, Query

from practica.kit.contracts.search import CHECKED, DUE, FACETS, Filters
from practica.reach.search.engines.local import fields

if TYPE_CHECKING:
    from practica.reach.search.engines.local.snapshot import Snapshot

Clause = tuple[Occur, Query]

#: In which field of the index the values of a filter stand.
FIELDS = {
    "kinds": "kind",
    "types": "type",
    "community_uids": "community",
    "topics": "topic",
    "authors": "author",
    "states": "state",
    "languages": "written",
}

#: So many values of a filter are counted, the most frequent.
MOST_VALUES = 50

# Each piece of the index is to name all its values: a value rare in every piece may be frequent in all.
_ALL = 65_000

_NEVER_CHANGED_BEFORE = 0


def clauses(filters: Filters, snapshot: Snapshot) -> list[Clause]:
    """What every document found has to meet."""
    found: list[Clause] = []
    for name, field in FIELDS.items():
        if values := getattr(filters, name):
            found.append((Occur.Must, snapshot.any_of(field, values)))
    if filters.freshness:
        found.append((Occur.Must, _either([_fresh(value, filters, snapshot) for value in filters.freshness])))
    if filters.changed_from or filters.changed_before:
        found.append((Occur.Must, Query.const_score_query(_changed(filters, snapshot), 0.0)))
    return found


def _either(queries: Sequence[Query]) -> Query:
    return Query.const_score_query(Query.boolean_query([(Occur.Should, each) for each in queries]), 0.0)


def _fresh(value: str, filters: Filters, snapshot: Snapshot) -> Query:
    if value == CHECKED:
        return snapshot.term("checked", fields.IS_CHECKED)
    if value == DUE:
        return Query.range_query(
            snapshot.schema, "due", FieldType.Integer, upper_bound=filters.today.toordinal()
        )
    return Query.empty_query()


def _changed(filters: Filters, snapshot: Snapshot) -> Query:
    since, before = filters.changed_from, filters.changed_before
    return Query.range_query(
        snapshot.schema,
        "changed",
        FieldType.Integer,
        lower_bound=fields.start_of(since) if since else _NEVER_CHANGED_BEFORE,
        upper_bound=fields.start_of(before) if before else None,
        # What never said when it changed was changed on no day.
        include_lower=bool(since),
        include_upper=before is None,
    )


def counted(
    query: Query, names: Iterable[str], filters: Filters, snapshot: Snapshot
) -> dict[str, Counter[str]]:
    """How many documents that ``query`` finds have each value of the filters ``names``, asked at once."""
    wanted: dict[str, Any] = {}
    for name in names:
        if name in FIELDS:
            wanted[name] = {"terms": {"field": FIELDS[name], "size": MOST_VALUES, "segment_size": _ALL}}
        else:
            until = filters.today.toordinal() + 1
            wanted[CHECKED] = {"terms": {"field": "checked"}}
            wanted[DUE] = {"range": {"field": "due", "ranges": [{"to": float(until)}]}}
    found = snapshot.searcher.aggregate(query, wanted)
    counts = {name: _values(found[name]) for name in wanted if name in FACETS}
    if DUE in found:
        due = (bucket["doc_count"] for bucket in found[DUE]["buckets"] if "from" not in bucket)
        both = {CHECKED: sum(_values(found[CHECKED]).values()), DUE: int(sum(due))}
        counts["freshness"] = Counter({value: count for value, count in both.items() if count})
    return counts


def _values(found: Any) -> Counter[str]:
    return Counter({bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]})
