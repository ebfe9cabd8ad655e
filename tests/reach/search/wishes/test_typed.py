"""Operators are taken out of a text; everything else stays words."""

from __future__ import annotations

import pytest

from practica.reach.search.wishes.typed import split


@pytest.mark.parametrize(
    ("text", "words", "wishes"),
    [
        ("gland in:reliability", "gland", [("community", "reliability")]),
        ('in:"Pump people" gland', "gland", [("community", "Pump people")]),
        ("KIND:page by:ann", "", [("kind", "page"), ("author", "ann")]),
        ("gland kind:", "gland", [("kind", "")]),
        ('gland in:"', 'gland "', [("community", "")]),
        ('"in:reliability" gland', '"in:reliability" gland', []),
        ('-"by:ann x" gland -seal', '-"by:ann x" gland -seal', []),
        ("10:30 http://in:8 begin:now a:b", "10:30 http://in:8 begin:now a:b", []),
        ("lang:en:gb", "", [("language", "en:gb")]),
        ("  many \n words ", "many words", []),
    ],
)
def test_operators_are_told_from_words(text, words, wishes):
    left, found = split(text)

    assert (left, [(one.field, one.value) for one in found]) == (words, wishes)


def test_a_pasted_text_holds_no_operators():
    text = "kind: Deployment\nin:reliability " + "word " * 60

    assert split(text)[1] == []
