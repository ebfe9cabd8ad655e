"""What a reader finds is what she would find in an index of only what she may see."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from practica.kit.contracts.search import Document, Filters, Passage
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


def _documents(dice: random.Random) -> list[Document]:
    return [
        Document(
            key=f"d{number}",
            entry_uid=f"d{number}",
            kind=dice.choice(["page", "question", "file"]),
            title=" ".join(dice.sample(WORDS, 3)),
            community_uid=dice.choice(["one", "two"]),
            scopes=tuple(dice.sample(SCOPES, dice.randint(1, 2))),
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
    for query in [*WORDS, "pump seal", "leek presure", "valv", '"pump seal"']:
        answers = [engine.search(query, scopes=held, filters=Filters(), limit=50) for engine in (whole, own)]
        told = [(a.total, a.kinds, a.corrected, sorted(hit.key for hit in a.hits)) for a in answers]
        assert told[0] == told[1], query
    whole.close()
    own.close()


# Some mean the same as others, so that things are found that hold none of the words.
MEANT = [*WORDS, "car", "automobile", "holiday", "vacation", "drip", "seep"]


@pytest.mark.parametrize("seed", range(12))
def test_unseen_documents_change_nothing_she_is_told_by_meaning(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    documents = [
        Document(
            key=f"d{number}",
            entry_uid=f"d{number}",
            kind=dice.choice(["page", "question", "file"]),
            title=" ".join(dice.sample(MEANT, 2)),
            community_uid=dice.choice(["one", "two"]),
            scopes=tuple(dice.sample(SCOPES, dice.randint(1, 2))),
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
            filters = dice.choice([Filters(), Filters(kinds=("page",)), Filters(community_uids=("one",))])
            told = []
            for engine, by in both:
                answer = engine.search(query, scopes=held, filters=filters, limit=100, meaning=by)
                near = by.near(query, scopes=held, community_uids=filters.community_uids, documents=0)
                hits = sorted(hit.key for hit in answer.hits)
                told.append((answer.total, answer.kinds, answer.corrected, hits, list(near.best.items())))
                assert len(answer.hits) == answer.total, query
            assert told[0] == told[1], (query, held, filters)
        own.close()
    whole.close()
