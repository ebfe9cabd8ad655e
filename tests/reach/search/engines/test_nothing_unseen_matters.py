"""What a reader finds is what she would find in an index of only what she may see."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from practica.kit.contracts.search import FRESHNESS, STATES, Document, Filters, Passage
from practica.reach.search.engines import LocalEngine, open_engine
from tests.reach.search.engines.shelving import ShelvedMeaning
from tests.reach.search.meaning.plain import PlainEncoder

WORDS = [
    "pump",
    "seal",
    "valve",
    "gasket",
    "flange",
    "bearing",
    "impeller",
    "shaft",
    "casing",
    "flush",
    "leak",
]
SCOPES = ("public", "everyone", "members:1", "members:2", "core:1", "person:1:7")


TODAY = dt.date(2026, 3, 10)
TYPES = ("lesson", "decision")
TOPICS, AUTHORS, LANGUAGES = ("soil", "water", "air"), ("ann", "bo", "cy"), ("en", "fi", "ja")


def _traits(dice: random.Random) -> dict[str, object]:
    """All that filters go by, by chance."""
    return {
        "kind": dice.choice(["page", "question", "file"]),
        "type_name": dice.choice(["", *TYPES]),
        "community_uid": dice.choice(["one", "two"]),
        "scopes": tuple(dice.sample(SCOPES, dice.randint(1, 2))),
        "topic_slugs": tuple(dice.sample(TOPICS, dice.randint(0, 2))),
        "author_uid": dice.choice(AUTHORS),
        "language": dice.choice(LANGUAGES),
        "state": dice.choice(STATES),
        "is_checked": dice.random() < 0.3,
        "review_due": dice.choice([None, TODAY, dt.date(2027, 1, 1)]),
        "changed": dt.datetime(2026, dice.randint(1, 6), 1, tzinfo=dt.UTC),
    }


def _filters(dice: random.Random) -> Filters:
    """One or two wishes by chance, or none."""
    wishes = {
        "kinds": ("page",),
        "types": (dice.choice(TYPES),),
        "community_uids": ("one",),
        "topics": (dice.choice(TOPICS),),
        "authors": (dice.choice(AUTHORS),),
        "languages": (dice.choice(LANGUAGES),),
        "states": (dice.choice(STATES),),
        "freshness": (dice.choice(FRESHNESS),),
        "changed_from": dt.date(2026, 3, 1),
        "changed_before": dt.date(2026, 4, 1),
    }
    chosen = dice.sample(list(wishes), dice.randint(0, 2))
    return Filters(today=TODAY, **{name: wishes[name] for name in chosen})


def _documents(dice: random.Random) -> list[Document]:
    return [
        Document(
            key=f"d{number}",
            entry_uid=f"d{number}",
            title=" ".join(dice.sample(WORDS, 3)),
            **_traits(dice),
            passages=tuple(Passage(text=" ".join(dice.choices(WORDS, k=12))) for _ in range(2)),
        )
        for number in range(40)
    ]


def _index(folder: Path, documents: list[Document]) -> LocalEngine:
    engine = open_engine(folder, writable=True)
    engine.put(documents)
    engine.commit()
    return engine


@pytest.mark.parametrize("seed", range(4))
def test_unseen_documents_change_nothing_she_is_told(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    documents = _documents(dice)
    whole = _index(tmp_path / "whole", documents)
    held = tuple(dice.sample(SCOPES, 2))
    seen = [document for document in documents if set(document.scopes) & set(held)]
    own = _index(tmp_path / "own", seen)
    for query in [*WORDS, "pump seal", "leek presure", "valv", '"pump seal"', "pump -seal", ""]:
        filters, newest = _filters(dice), dice.random() < 0.3
        answers = [
            engine.search(query, scopes=held, filters=filters, limit=50, facets=True, newest=newest)
            for engine in (whole, own)
        ]
        told = [(a.total, a.kinds, a.facets, a.corrected, sorted(hit.key for hit in a.hits)) for a in answers]
        assert told[0] == told[1], (query, filters)
        assert answers[0].total == len(answers[0].hits)
        _counts_are_what_choosing_brings(whole, query, held, filters, answers[0].facets)
    whole.close()
    own.close()


def _counts_are_what_choosing_brings(engine, query, held, filters, facets, meaning=None):
    """Of each field one value: as many are found with it as were counted."""
    for name, counts in facets.items():
        for value, count in list(counts.items())[:1]:
            chosen = replace(filters, **{name: (value,)})
            found = engine.search(query, scopes=held, filters=chosen, limit=1, meaning=meaning)
            assert found.total == count, (query, filters, name, value)


# Some mean the same as others, so that things are found that hold none of the words.
MEANT = [*WORDS, "car", "automobile", "holiday", "vacation", "drip", "seep"]


@pytest.mark.parametrize("seed", range(12))
def test_unseen_documents_change_nothing_she_is_told_by_meaning(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    documents = [
        Document(
            key=f"d{number}",
            entry_uid=f"d{number}",
            title=" ".join(dice.sample(MEANT, 2)),
            **_traits(dice),
            passages=tuple(
                Passage(text=" ".join(dice.choices(MEANT, k=4))) for _ in range(dice.randint(0, 3))
            ),
            demoted=dice.random() < 0.2,
        )
        for number in range(60)
    ]
    whole, encoder = _index(tmp_path / "whole", documents), PlainEncoder()
    meaning = ShelvedMeaning(tmp_path, documents, encoder, floor=0.35)
    for reader in range(3):
        held = tuple(dice.sample(SCOPES, dice.randint(1, 3)))
        seen = [document for document in documents if set(document.scopes) & set(held)]
        own = _index(tmp_path / f"own{reader}", seen)
        both = ((whole, meaning), (own, ShelvedMeaning(tmp_path, seen, encoder, floor=0.35)))
        for query in [*MEANT, "car holiday", "leek presure", "valv", "pump -seal", '"pump seal"', "zebra"]:
            filters, newest = _filters(dice), dice.random() < 0.3
            told = []
            for engine, by in both:
                answer = engine.search(
                    query, scopes=held, filters=filters, limit=100, meaning=by, facets=True, newest=newest
                )
                near = by.near(query, scopes=held, community_uids=filters.community_uids, documents=0)
                hits = sorted(hit.key for hit in answer.hits)
                near_first = list(near.best.items())
                told.append((answer.total, answer.kinds, answer.facets, answer.corrected, hits, near_first))
                assert len(answer.hits) == answer.total, query
            assert told[0] == told[1], (query, held, filters)
            if not filters.community_uids:
                # What is near is looked for in the chosen communities only.
                _counts_are_what_choosing_brings(whole, query, held, filters, answer.facets, meaning)
        own.close()
    whole.close()
