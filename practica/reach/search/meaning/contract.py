"""What an encoder promises, and what can go wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numpy is loaded where there is something to count, not at every start
    from practica.reach.search.meaning.numbers import Vectors


class NoModel(Exception):
    """There is no usable model; the message is one sentence for the person who keeps the site running."""


class EncoderAway(Exception):
    """The encoder does not answer now; it may answer later."""


class Encoder(Protocol):
    """One model. ``name`` and ``hash`` say which: vectors of two models cannot be compared.

    ``dimensions`` may be 0 before the first text was embedded.
    """

    name: str
    hash: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for every text, in order. Raises NoModel, or EncoderAway: later it may work."""

    def embed_question(self, text: str) -> Vectors:
        """One row for a question; some models want questions put otherwise. Never waits long."""

    def rest(self) -> None:
        """Give back the memory that is only needed while texts come; the next text takes it again."""


def identity(encoder: Encoder) -> str:
    """What stands beside every vector: the name of the model and the beginning of its hash."""
    return f"{encoder.name[:80]}@{encoder.hash[:16]}"
