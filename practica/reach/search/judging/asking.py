"""A judged set asked of this site in the name of one person."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from django.http import QueryDict

from practica.core.communities.models import Community
from practica.reach.search import queries
from practica.reach.search.judging import matching
from practica.reach.search.judging.judged import BadSet, Collection, Query
from practica.reach.search.judging.measures import Score, mean, percentile, score
from practica.reach.search.wishes import from_address, named

WARMING, LIMIT = 5, 100

# Resamples of the interval: its third digit does not change with more.
_RESAMPLES = 1_000


@dataclass(frozen=True, kw_only=True)
class Report:
    """How the queries of one collection fared: scores by query id, milliseconds in the order asked.

    ``left_out`` counts queries none of whose answers is here.
    """

    name: str
    scores: dict[str, Score]
    milliseconds: list[float]
    matched: matching.Matched
    left_out: int = 0

    @property
    def ndcg(self) -> float:
        """Mean gain among ten."""
        return mean([one.ndcg for one in self.scores.values()])

    def figures(self) -> dict[str, Any]:
        """All of it, for a program."""
        every = list(self.scores.values())
        return {
            "collection": self.name,
            "queries": len(every),
            "left_out": self.left_out,
            "documents": {**self.matched.ways, "missing": len(self.matched.missing)},
            "ndcg@10": round(self.ndcg, 4),
            "ndcg@10_ci95": [round(end, 4) for end in interval([one.ndcg for one in every])],
            "mrr@10": round(mean([one.mrr for one in every]), 4),
            "recall@100": round(mean([one.recall for one in every]), 4),
            "empty": sum(one.is_empty for one in every),
            "latency_ms": {
                "p50": round(percentile(self.milliseconds, 0.5), 2),
                "p95": round(percentile(self.milliseconds, 0.95), 2),
            },
        }


def judge(
    collection: Collection,
    *,
    person: Any,
    community: Community | None = None,
    most: int = 0,
    typed: Callable[[str], str] = str,
) -> Report:
    """Ask the queries of ``collection`` as ``person``, each as ``typed`` would write it.

    ``community``: look there only. ``most``: ask so many queries only, the same ones each time. Answers that
    are not here count for nothing; a query without any that is here is left out. Raises BadSet.
    """
    every = collection.queries()
    matched = matching.match(collection, (one for query in every for one in query.grades), person=person)
    if not matched.uids:
        raise BadSet(
            f"None of the {len(matched.missing)} documents judged in {collection.folder} is among what the "
            f"asker may see here. Import them, or write {matching.IDS} beside the queries: judged id, tab, "
            "uid of the entry."
        )
    here = [_of_this_site(query, matched.uids) for query in every]
    asked = sample([query for query in here if query.grades], most)
    for query in asked[:WARMING]:
        _ask(typed(query.text), person, community)
    scores, milliseconds = {}, []
    for query in asked:
        began = time.perf_counter()
        found = _ask(typed(query.text), person, community)
        milliseconds.append((time.perf_counter() - began) * 1000)
        scores[query.id] = score(found, query.grades)
    return Report(
        name=collection.name,
        scores=scores,
        milliseconds=milliseconds,
        matched=matched,
        left_out=sum(not query.grades for query in here),
    )


def sample(every: Sequence[Query], most: int) -> list[Query]:
    """``most`` of the queries, the same ones each time; all for 0."""
    if not most or most >= len(every):
        return list(every)
    return sorted(every, key=lambda query: blake2b(query.id.encode()).digest())[:most]


def interval(values: Sequence[float], *, seed: int = 1) -> tuple[float, float]:
    """Between which values the mean lies in 95 of 100 resamples (percentile bootstrap, Efron 1979)."""
    if not values:
        return 0.0, 0.0
    dice = random.Random(seed)  # noqa: S311 - a measurement, no secret
    means = sorted(mean(dice.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return means[_RESAMPLES // 40], means[-_RESAMPLES // 40 - 1]


def _of_this_site(query: Query, uids: dict[str, str]) -> Query:
    return replace(query, grades={uids[one]: grade for one, grade in query.grades.items() if one in uids})


def _ask(text: str, person: Any, community: Community | None) -> list[str]:
    """The uids of what ``person`` finds, operators and all, as the search page would."""
    values = QueryDict(mutable=True)
    values["q"] = text
    if community is not None:
        values["community"] = community.slug
    wanted = named(from_address(values), person=person)
    found = queries.find(wanted.asked.words, person=person, filters=wanted.filters, limit=LIMIT)
    if found.is_away:
        raise BadSet("Search is away: practica search status says why.")
    return [one.entry.uid for one in found.hits]
