"""Of many documents the nearest to a question: all of them compared, by kinds, across both files."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from practica.reach.search.meaning.nearness import Near
from practica.reach.search.meaning.numbers import in_bytes, unit
from practica.reach.search.meaning.segment import MadeBy, Segment, Shelved, write
from practica.reach.search.meaning.shelf import Standing

MADE_BY = MadeBy(model="noise", dimensions=16, floor=0.1)


@pytest.fixture
def shelved(tmp_path):
    """Documents of noise with one to four passages, in one file or more; and the cosines, counted plainly."""
    noise = np.random.default_rng(5)
    question = unit(noise.normal(size=(1, 16)))[0]
    one = in_bytes(question[None, :])[0].astype(float)

    def shelved(*files):
        segments, cosines = [], {}
        for number, of_kinds in enumerate(files):
            rows = []
            kinds = [kind for kind, count in of_kinds.items() for _ in range(count)]
            for at, kind in enumerate(kinds):
                passages = noise.integers(-127, 128, (1 + at % 4, 16), np.int8)
                key, wide = f"{kind}:{number}-{at:04}", passages.astype(float)
                rows.append(Shelved(at, key, kind, "c", (f"only {at % 2}", "all"), False, passages.tobytes()))
                cosines[key] = wide @ one / np.linalg.norm(wide, axis=1) / np.linalg.norm(one)
            path = tmp_path / f"{number}.vectors"
            write(path, sorted(rows, key=lambda row: row.key.encode()), MADE_BY)
            segments.append(Segment(path))
        return Standing(tuple(segments)), question, cosines

    return shelved


def near(standing, question, *scopes):
    return Near(standing, question, scopes=scopes or ("all",), communities=())


def test_each_likeness_is_that_of_the_nearest_passage(shelved):
    standing, question, cosines = shelved({"page": 40}, {"page": 7})

    found = near(standing, question)

    assert set(found.best) == set(cosines)
    for key, likeness in {**found.best, **found.of(list(cosines))}.items():
        assert likeness.cosine == pytest.approx(cosines[key].max(), abs=1e-5)
        assert likeness.passage == cosines[key].argmax()


def test_of_each_kind_a_hundred_are_the_nearest(shelved):
    standing, question, cosines = shelved({"page": 250, "question": 150, "file": 120}, {"page": 30})

    found = near(standing, question)

    assert Counter(one.kind for one in found.best.values()) == {"page": 100, "question": 100, "file": 100}
    pages = sorted((key for key in cosines if key[0] == "p"), key=lambda key: -cosines[key].max())
    assert {key for key in found.best if key[0] == "p"} == set(pages[:100])


def test_where_other_kinds_have_few_more_of_one_are_the_nearest_up_to_three_hundred(shelved):
    standing, question, cosines = shelved({"page": 400, "question": 20}, {"page": 60})

    found = near(standing, question)

    pages = sorted((key for key in cosines if key[0] == "p"), key=lambda key: -cosines[key].max())
    assert [key for key in found.best if key[0] == "p"] == pages[:280]
    assert len(found.best) == 300


def test_what_the_reader_may_not_see_takes_nobodys_place(shelved):
    standing, question, cosines = shelved({"page": 700})

    found = near(standing, question, "only 1")

    hers = sorted((key for key in cosines if int(key[-4:]) % 2), key=lambda key: -cosines[key].max())
    assert list(found.best) == hers[:300]
    assert not found.of([key for key in cosines if key not in hers])
