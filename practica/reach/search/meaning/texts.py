"""What of a document is turned into vectors: each passage with the title in front, to stand alone."""

from __future__ import annotations

import hashlib

from practica.kit.contracts.search import Document, Passage
from practica.reach.search.models import DIGEST

#: Of a longer document only the first so many passages have vectors; words find the others.
MOST_PASSAGES = 500


def texts_of(document: Document) -> list[str]:
    """One text for each passage, in the order of the document; the title alone when it has no passages."""
    if not document.passages:
        return [document.title]
    return [_text(document.title, passage) for passage in document.passages[:MOST_PASSAGES]]


def _text(title: str, passage: Passage) -> str:
    said = [title, passage.heading] if passage.heading and passage.heading != title else [title]
    return ". ".join([*said, passage.text]) if passage.text != passage.heading else ". ".join(said)


def digest(text: str) -> bytes:
    """``DIGEST`` bytes that stand for a text: what was embedded once need not be embedded again."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=DIGEST).digest()
