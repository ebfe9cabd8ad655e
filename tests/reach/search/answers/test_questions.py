"""Whether somebody asked something, or looked something up."""

from __future__ import annotations

import pytest

from practica.reach.search.answers.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "How do I change the seal?",
        "how do I change the seal",
        "seal leaking?",
        "my pump leaks at the seal",
        "Wie wechsle ich die Dichtung",
        "Warum tropft die Pumpe",
        "die Pumpe tropft an der Dichtung",
        "¿Cómo cambio la junta?",
        "كيف أغير الحشية؟",
        "ポンプの漏れを直すには",
        "水漏れは直せますか？",
        "pompe joint fuite changer remplacer vis couple serrage",
    ],
)
def test_who_asks_or_says_a_sentence_wants_an_answer(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "seal?",
        "gland torque",
        "pump seal leak torque",
        "how",
        '"how do I change the seal"',
        "-how -do -I -know pump",
        "漏れ",
        "E-4711",
    ],
)
def test_who_looks_something_up_does_not(text):
    assert not is_question(text)


def test_a_text_of_any_length_is_read_at_once():
    assert is_question("why " * 30_000)
