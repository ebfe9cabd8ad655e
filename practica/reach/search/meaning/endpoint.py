"""An encoder elsewhere: any service that speaks the embeddings request of OpenAI (vLLM, Ollama, TEI, …).

Off unless a site names one. A page never waits for it: a question gets half a second, and after a failure
nobody asks for a while.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from practica.reach.search import services
from practica.reach.search.meaning.contract import EncoderAway, NoModel
from practica.reach.search.meaning.numbers import Vectors, unit
from practica.reach.search.services import Breaker, ServiceAway

#: Seconds a question, and a batch of passages, may take.
QUESTION_WITHIN, PASSAGES_WITHIN = 0.5, 30.0

#: Texts of one request, and characters of one text.
AT_ONCE, LONGEST = 16, 8_000

_LONGEST_ANSWER = 32_000_000
_MOST_DIMENSIONS = 8_192


class EndpointEncoder:
    """Keeps the promise of :class:`practica.reach.search.meaning.Encoder` by asking a service."""

    def __init__(self, *, url: str, model: str, key: str = "") -> None:
        if not services.is_address(url):
            raise NoModel("PRACTICA_EMBEDDINGS_URL has to begin with http:// or https://.")
        if not model:
            raise NoModel(
                "PRACTICA_EMBEDDINGS_URL is set, and PRACTICA_EMBEDDINGS_MODEL does not say which model."
            )
        self._url = services.ending_with(url, "/embeddings")
        self._model, self._key = model, key
        self.name, self.dimensions = model, 0
        self.hash = hashlib.sha256(f"{self._url}\n{model}".encode()).hexdigest()
        self._questions, self._passages = Breaker(), Breaker()

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

    def rest(self) -> None:
        """Nothing is held."""

    def _ask(self, texts: Sequence[str], *, within: float, breaker: Breaker) -> Vectors:
        try:
            breaker.demand_closed()
        except ServiceAway as problem:
            raise EncoderAway(str(problem)) from None
        try:
            rows = self._rows(self._answer(texts, within), len(texts))
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
            breaker.failed()
            raise EncoderAway(f"The embeddings service failed: {str(problem)[:200]}") from problem
        breaker.worked()
        return rows

    def _answer(self, texts: Sequence[str], within: float) -> Any:
        asked = {"model": self._model, "input": [text[:LONGEST] or " " for text in texts]}
        return services.post(self._url, asked, key=self._key, within=within, longest=_LONGEST_ANSWER)

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
