"""An encoder for tests: words of one line mean the same, and every other word means itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from practica.reach.search.meaning.numbers import Vectors, unit

SAME = [{"car", "automobile", "motorcar"}, {"holiday", "vacation", "leave"}, {"leak", "drip", "seep"}]


class PlainEncoder:
    """Adds up one direction for each meaning. ``embedded`` are the texts it was given so far."""

    def __init__(self, name: str = "plain", dimensions: int = 96) -> None:
        self.name, self.hash, self.dimensions = name, hashlib.sha256(name.encode()).hexdigest(), dimensions
        self.embedded: list[str] = []
        self.rested = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row for every text."""
        self.embedded += texts
        return unit(np.stack([self._vector(text) for text in texts]))

    def embed_question(self, text: str) -> Vectors:
        """A row for a question."""
        return unit(self._vector(text)[None, :])

    def rest(self) -> None:
        """Nothing is held; how often it was asked to is."""
        self.rested += 1

    def _vector(self, text: str) -> Vectors:
        total = np.zeros(self.dimensions, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            meaning = next((min(group) for group in SAME if word in group), word)
            seed = int.from_bytes(hashlib.blake2b(f"{self.name} {meaning}".encode(), digest_size=8).digest())
            total += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return total
