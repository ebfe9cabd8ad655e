"""Addresses of the very words quoted, and of the form to ask."""

from __future__ import annotations

from practica.reach.search.answers.links import asking_address, passage_address


def test_a_short_quotation_is_named_whole_from_word_to_word():
    address = passage_address("/c/x", "h-two", "“Use half-a-turn, & wait.”")

    assert address == "/c/x#h-two:~:text=Use%20half%2Da%2Dturn%2C%20%26%20wait"


def test_a_long_one_by_its_first_and_last_words():
    text = "Loosen the gland by half a turn, wait an hour, and only then take the casing off."

    assert (
        passage_address("/c/x", "", text)
        == "/c/x#:~:text=Loosen%20the%20gland%20by,take%20the%20casing%20off"
    )


def test_a_quotation_without_a_word_opens_at_its_place():
    assert passage_address("/c/x", "h", "…") == "/c/x#h"
    assert passage_address("/c/x", "", "…") == "/c/x"


def test_the_form_to_ask_has_the_question_as_its_title():
    assert asking_address("Why  does it leak?", "yard") == "/c/yard/questions/ask?title=Why+does+it+leak%3F"
    assert asking_address("Why?") == "/ask?title=Why%3F"
    assert len(asking_address("why " * 500)) < 1_000
