"""Pieces of words are those the model was taught: the ids below are what its own tokenizer gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from practica.reach.search.meaning import bundled
from practica.reach.search.meaning.wordpiece import WordPieces

PIECES = WordPieces.of_folder(Path(bundled.__file__).parent)

IDS = {
    "Turning the compost heap, twice.": [101, 3810, 1996, 4012, 19894, 16721, 1010, 3807, 1012, 102],
    "Über Gärten – “naïve” №7": [101, 19169, 11721, 19731, 2078, 1516, 1523, 15743, 1524, 1578, 2581, 102],
    "東京の庭園": [101, 1879, 1755, 1671, 100, 100, 102],
    "kubectl-v1.29.3_rc2": [
        101,
        13970,
        4783,
        6593,
        2140,
        1011,
        1058,
        2487,
        1012,
        2756,
        1012,
        1017,
        1035,
        22110,
        2475,
        102,
    ],
    "a\x00b\x07c": [101, 5925, 102],
    "Δοκιμή ไทย": [101, 1158, 29730, 29726, 18199, 29728, 24824, 100, 102],
}


@pytest.mark.parametrize("text", IDS)
def test_a_text_is_cut_as_the_models_own_tokenizer_cuts_it(text):
    assert PIECES.ids(text, most=256) == IDS[text]


def test_a_long_text_is_cut_off_and_still_ends_with_the_mark_of_its_end():
    ids = PIECES.ids("compost " * 5_000, most=64)

    assert len(ids) == 64
    assert (ids[0], ids[-1]) == (101, 102)


def test_a_mark_that_somebody_typed_is_only_text():
    assert 103 not in PIECES.ids("[MASK]", most=64)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "🚀" * 50, "x" * 500, "ཀ" * 3_000])
def test_any_text_can_be_cut(text):
    assert len(PIECES.ids(text, most=32)) <= 32
