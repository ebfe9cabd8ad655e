"""What may answer a question: the documents found in the asker's name, with their texts as stored now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from practica.core.entries.models import Entry
from practica.core.entries.scopes import scopes_of_reader
from practica.kit.contracts.quoting import Stretch, texts_of
from practica.kit.contracts.search import Engine, Filters, Hit, Meaning, Result
from practica.reach.search.queries.hits import Found, seen

#: So many documents are looked at for evidence, and the texts of so many are read.
LOOKED_AT, READ = 20, 8


@dataclass(frozen=True)
class Source:
    """One document: its place in the order found, and its texts."""

    place: int
    found: Found
    stretches: Sequence[Stretch]

    @property
    def entry(self) -> Entry:
        """What it belongs to."""
        return self.found.entry

    @property
    def hit(self) -> Hit:
        """How it was found."""
        return self.found.hit


@dataclass(frozen=True)
class Gathered:
    """Everything found for a question that the asker may see.

    Where meaning is known, ``near`` says of the documents looked at, by key, how near they are: from 0, what
    has nothing to do with the question (each model has its own measure of that), to 1, the same. ``by_words``
    are then the keys of the first ones by words alone, ``floor`` the cosine that stands for 0.
    """

    result: Result
    found: list[Found]
    sources: list[Source]
    near: dict[str, float] | None = None
    by_words: tuple[str, ...] = ()
    floor: float = 0.0


def gather(
    question: str, *, person: Any, filters: Filters, engine: Engine, meaning: Meaning | None
) -> Gathered:
    """What answers ``question`` best among what ``person`` may see now. Raises as the engine does."""
    scopes = scopes_of_reader(person)
    result = engine.search(question, scopes=scopes, filters=filters, limit=LOOKED_AT, meaning=meaning)
    found = seen(result.hits, person)
    hits = [one.hit for one in found]
    near, by_words, floor = _meant(result.corrected or question, hits, scopes, filters, engine, meaning)
    texts = current_texts(hits[:READ], person=person)
    sources = [
        Source(place, one, texts[one.hit.key])
        for place, one in enumerate(found[:READ])
        if one.hit.key in texts
    ]
    return Gathered(result, found, sources, near, by_words, floor)


def current_texts(hits: Sequence[Hit], *, person: Any) -> dict[str, Sequence[Stretch]]:
    """The texts of the documents of ``hits`` as ``person`` may read them now, by key."""
    keys: dict[str, list[str]] = {}
    for hit in hits:
        keys.setdefault(hit.kind, []).append(hit.key)
    return texts_of(keys, person=person)


def _meant(
    question: str,
    hits: Sequence[Hit],
    scopes: Sequence[str],
    filters: Filters,
    engine: Engine,
    meaning: Meaning | None,
) -> tuple[dict[str, float] | None, tuple[str, ...], float]:
    """How near each document is, the keys of the first ones by words alone, and the floor; nothing of it
    without meaning."""
    if meaning is None:
        return None, (), 0.0
    near = meaning.near(
        question, scopes=scopes, community_uids=filters.community_uids, documents=engine.count()
    )
    if near is None:
        return None, (), 0.0
    by_words = engine.search(question, scopes=scopes, filters=filters, limit=3)
    above = {
        key: max(likeness.cosine - near.floor, 0.0) / (1 - near.floor)
        for key, likeness in near.of([hit.key for hit in hits]).items()
    }
    return above, tuple(hit.key for hit in by_words.hits), near.floor
