"""Titles while they are being typed."""

from __future__ import annotations


def names(engine, prefix, limit=10):
    return [hit.title for hit in engine.suggest(prefix, scopes=("all",), limit=limit)]


def test_any_word_of_a_title_may_begin_with_it(put, engine):
    put("Turning the compost")
    put("Bees")

    assert (
        names(engine, "com")
        == names(engine, "COMP")
        == names(engine, "turn compo")
        == ["Turning the compost"]
    )
    assert names(engine, "ompost") == names(engine, "comx") == []


def test_the_same_title_goes_first_then_titles_that_begin_so(put, engine):
    put("All about compost")
    put("Compost heaps and how to turn them in every season")
    put("Compost")

    assert names(engine, "compost") == [
        "Compost",
        "Compost heaps and how to turn them in every season",
        "All about compost",
    ]


def test_accents_do_not_matter(put, engine):
    put("Über Gärten")

    assert names(engine, "gart") == names(engine, "ÜBER") == names(engine, "uber g") == ["Über Gärten"]


def test_a_title_without_spaces_is_suggested(put, engine):
    put("東京の庭園", language="ja")

    assert names(engine, "庭") == names(engine, "庭園") == names(engine, "東京の庭") == ["東京の庭園"]


def test_no_more_than_asked_for(put, engine):
    for n in range(9):
        put(f"Compost {n}")

    assert len(names(engine, "compost", limit=4)) == 4
    assert names(engine, "compost", limit=0) == names(engine, "", limit=4) == []
