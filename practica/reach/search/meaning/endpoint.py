"""An encoder elsewhere: any service that speaks the embeddings request of OpenAI (vLLM, Ollama, TEI, …).

Off unless a site names one. A page never waits for it: a question gets half a second, and after a failure
nobody asks for a while.
"""

from __future__ import annotations

import hashlib
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from practica.reach.search.meaning.contract import EncoderAway, NoModel
from practica.reach.search.meaning.numbers import Vectors, unit

#: Seconds a question, and a batch of passages, may take.
QUESTION_WITHIN, PASSAGES_WITHIN = 0.5, 30.0

#: Texts of one request, and characters of one text.
AT_ONCE, LONGEST = 16, 8_000

_LONGEST_ANSWER = 32_000_000
_MOST_DIMENSIONS = 8_192


class Breaker:
    """Keeps us from asking again too soon: half a minute after a failure, ten minutes after many."""

    FIRST, LONGEST = 30.0, 600.0

    def __init__(self) -> None:
        self._wait, self._until = self.FIRST, 0.0

    def demand_closed(self) -> None:
        """Raise EncoderAway while nobody should ask."""
        if time.monotonic() < self._until:
            raise EncoderAway("The embeddings service failed a moment ago; it is asked again later.")

    def failed(self) -> None:
        """Do not ask for a while, longer each time."""
        self._until = time.monotonic() + self._wait
        self._wait = min(self._wait * 2, self.LONGEST)

    def worked(self) -> None:
        """All is well again."""
        self._wait, self._until = self.FIRST, 0.0


class EndpointEncoder:
    """Keeps the promise of :class:`practica.reach.search.meaning.Encoder` by asking a service."""

    def __init__(self, *, url: str, model: str, key: str = "") -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NoModel("PRACTICA_EMBEDDINGS_URL has to begin with http:// or https://.")
        if not model:
            raise NoModel(
                "PRACTICA_EMBEDDINGS_URL is set, and PRACTICA_EMBEDDINGS_MODEL does not say which model."
            )
        self._url = (
            url.rstrip("/") if url.rstrip("/").endswith("/embeddings") else url.rstrip("/") + "/embeddings"
        )
        self._model, self._key = model, key
        self.name, self.dimensions = model, 0
        self.hash = hashlib.sha256(f"{self._url}\n{model}".encode()).hexdigest()
        self._questions, self._passages = Breaker(), Breaker()
        self._opener = urllib.request.build_opener(_NoWayRound, urllib.request.ProxyHandler({}))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for every text, in order. Raises EncoderAway when the service fails."""
        rows = [
            self._ask(texts[at : at + AT_ONCE], within=PASSAGES_WITHIN, breaker=self._passages)
            for at in range(0, len(texts), AT_ONCE)
        ]
        return np.concatenate(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def embed_question(self, text: str) -> Vectors:
        """One row for a question, within half a second or EncoderAway."""
        return self._ask([text], within=QUESTION_WITHIN, breaker=self._questions)

    def _ask(self, texts: Sequence[str], *, within: float, breaker: Breaker) -> Vectors:
        breaker.demand_closed()
        try:
            rows = self._rows(self._answer(texts, within), len(texts))
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
            breaker.failed()
            raise EncoderAway(f"The embeddings service failed: {str(problem)[:200]}") from problem
        breaker.worked()
        return rows

    def _answer(self, texts: Sequence[str], within: float) -> Any:
        asked = {"model": self._model, "input": [text[:LONGEST] or " " for text in texts]}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            self._url, data=json.dumps(asked).encode(), headers=headers, method="POST"
        )
        ends = time.monotonic() + within
        with self._opener.open(request, timeout=within) as answer:
            read = bytearray()
            # The time-out is one of each read: a service that trickles would hold us for ever.
            while piece := answer.read1(65_536):
                read += piece
                if len(read) > _LONGEST_ANSWER or time.monotonic() > ends:
                    raise ValueError("the answer is too long or too slow")
        return json.loads(read)

    def _rows(self, answer: Any, wanted: int) -> Vectors:
        data = sorted(answer["data"], key=lambda one: int(one["index"]))
        if [int(one["index"]) for one in data] != list(range(wanted)):
            raise ValueError("the answer has not one vector for every text")
        rows = np.array([one["embedding"] for one in data], dtype=np.float32)
        if rows.ndim != 2 or not 0 < rows.shape[1] <= _MOST_DIMENSIONS:
            raise ValueError("the answer holds no vectors")
        if self.dimensions not in (0, rows.shape[1]):
            raise ValueError("the vectors have another length than before")
        self.dimensions = rows.shape[1]
        return unit(rows)


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the key is meant for one address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow no redirection; the answer counts as a failure."""
