"""Queries asked one after the other over HTTP, and how they fared."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from practica.reach.search.judging.judged import Collection
from practica.reach.search.judging.measures import Score, percentile, score

WARMING, LIMIT = 5, 100


@dataclass(frozen=True)
class Report:
    """One collection: its scores and the milliseconds of each request, in the order asked."""

    name: str
    scores: list[Score]
    milliseconds: list[float]

    @property
    def ndcg(self) -> float:
        """Mean gain among ten."""
        return sum(one.ndcg for one in self.scores) / len(self.scores)

    def line(self) -> str:
        """All of it in one line."""
        every = len(self.scores)
        return (
            f"{self.name:<18}{every:>6}{self.ndcg:>9.4f}"
            f"{sum(one.mrr for one in self.scores) / every:>9.4f}"
            f"{sum(one.recall for one in self.scores) / every:>9.4f}"
            f"{sum(one.is_empty for one in self.scores):>7}"
            f"{percentile(self.milliseconds, 0.5):>8.1f}{percentile(self.milliseconds, 0.95):>8.1f}"
        )


HEADING = (
    f"{'collection':<18}{'asked':>6}{'nDCG@10':>9}{'MRR@10':>9}{'R@100':>9}{'empty':>7}"
    f"{'p50 ms':>8}{'p95 ms':>8}"
)


def ask_all(collection: Collection, *, port: int, ids: dict[str, str], typed: Callable[[str], str]) -> Report:
    """Ask every query of ``collection`` within its community, as ``typed`` would write it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    queries = collection.queries()
    for query in queries[:WARMING]:
        _ask(connection, typed(query.text), collection.name)
    scores, milliseconds = [], []
    for query in queries:
        began = time.perf_counter()
        found = _ask(connection, typed(query.text), collection.name)
        milliseconds.append((time.perf_counter() - began) * 1000)
        scores.append(score([ids[uid] for uid in found], query.grades))
    connection.close()
    return Report(collection.name, scores, milliseconds)


def _ask(connection: http.client.HTTPConnection, text: str, community: str) -> list[str]:
    words = urlencode({"q": text, "limit": LIMIT, "community": community})
    connection.request("GET", f"/api/search?{words}")
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{answer.status} for {text[:60]!r}: {body[:200]!r}")
    return [hit["uid"] for hit in json.loads(body)["results"]]
