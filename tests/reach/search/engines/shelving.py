"""Vectors of documents on a shelf, without a database: for tests of engines."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from practica.kit.contracts.search import Document, Near
from practica.reach.search.meaning.contract import Encoder
from practica.reach.search.meaning.nearness import Near as HowNear
from practica.reach.search.meaning.numbers import in_bytes
from practica.reach.search.meaning.segment import MadeBy, Segment, Shelved, write
from practica.reach.search.meaning.shelf import Standing
from practica.reach.search.meaning.texts import texts_of


class ShelvedMeaning:
    """Keeps the promise of Meaning with the vectors of ``documents``."""

    def __init__(
        self, folder: Path, documents: Iterable[Document], encoder: Encoder, *, floor: float = 0.5
    ) -> None:
        path = folder / f"{secrets.token_hex(4)}.vectors"
        made_by = MadeBy(model=encoder.name, dimensions=encoder.dimensions, floor=floor)
        rows = [
            Shelved(
                number,
                document.key,
                document.kind,
                document.community_uid,
                document.scopes,
                document.demoted,
                in_bytes(encoder.embed(texts_of(document))).tobytes(),
            )
            for number, document in enumerate(sorted(documents, key=lambda one: one.key.encode()))
        ]
        write(path, rows, made_by)
        self._encoder, self._standing = encoder, Standing((Segment(path),))
        self.asked: list[str] = []

    def near(
        self, text: str, *, scopes: Sequence[str], community_uids: Sequence[str], documents: int
    ) -> Near | None:
        """How near the documents are."""
        self.asked.append(text)
        question = self._encoder.embed_question(text)[0]
        return HowNear(self._standing, question, scopes=scopes, communities=community_uids)
