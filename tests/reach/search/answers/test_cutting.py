"""Sentences, and runs of them that can stand alone."""

from __future__ import annotations

import random

import pytest

from practica.reach.search.answers.checking import stands_in
from practica.reach.search.answers.cutting import LONGEST, SHORTEST, run_from, sentences


def texts(text):
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Stop. Wait! Why? Go on.", ["Stop.", "Wait!", "Why?", "Go on."]),
        ("Use e.g. Pump A4. It runs.", ["Use e.g. Pump A4.", "It runs."]),
        (
            "Nach Nr. 7 folgt Ruhe. Dann z.B. Nr. 8 usw. und so fort.",
            ["Nach Nr. 7 folgt Ruhe.", "Dann z.B. Nr. 8 usw. und so fort."],
        ),
        ("Am 3. Mai beginnt es. Gut.", ["Am 3. Mai beginnt es.", "Gut."]),
        ("J. Smith wrote it.", ["J. Smith wrote it."]),
        ("Version 2.5 is out (at last). Good.", ["Version 2.5 is out (at last).", "Good."]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("止めます。待ちます。", ["止めます。", "待ちます。"]),
        ("A heading\nA line of text", ["A heading", "A line of text"]),
        ("", []),
    ],
)
def test_a_text_is_cut_at_the_ends_of_sentences(text, cut):
    assert texts(text) == cut


def test_a_short_sentence_is_taken_together_with_the_next():
    every = sentences("Yes. Loosen the gland by half a turn and wait.\nThen go home.")

    run = run_from(every, 0)

    assert run is not None
    assert run.text == "Yes. Loosen the gland by half a turn and wait."
    assert run.end == 2


def test_what_leads_on_is_quoted_with_what_it_leads_to():
    every = sentences("You need the following three things for this work:\nA key.\nOil.")

    run = run_from(every, 0)

    assert run is not None
    assert run.text == "You need the following three things for this work: A key."


def test_a_short_text_is_quoted_whole_and_a_scrap_of_a_longer_one_is_not():
    assert run_from(sentences("Use two tildes."), 0) is not None
    assert run_from(sentences("Loosen the gland by half a turn and then wait a while.\nDone."), 1) is None


def test_a_row_of_a_table_is_not_quoted():
    every = sentences(
        "Grease it as the table says, point by point:\nBearing 7\t20 g\tevery 400 hours of running"
    )

    assert [run_from(every, at) for at in range(len(every))] == [None, None]


def test_a_sentence_that_never_ends_is_not_quoted():
    assert run_from(sentences("word " * 100), 0) is None


@pytest.mark.parametrize("seed", range(5))
def test_every_run_of_any_text_stands_in_it_and_has_the_length_of_a_quotation(seed):
    dice = random.Random(seed)
    signs = [
        "word",
        "Ende",
        "z.B",
        "3",
        "…",
        ".",
        "!",
        "?",
        "。",
        "\n",
        "\t",
        "\u00a0",
        "  ",
        ":",
        "“",
        "”",
        "الف",
    ]
    text = "".join(dice.choice(signs) + dice.choice(["", " "]) for _ in range(600))
    every = sentences(text)

    runs = [run for at in range(len(every)) if (run := run_from(every, at))]

    assert runs
    for run in runs:
        assert stands_in(run.text, [text])
        assert SHORTEST <= len(run.text) <= LONGEST or len(every) == run.end


def test_a_text_full_of_stops_is_cut_in_good_time():
    assert len(sentences("a" * 50_000 + ". " + "b. " * 50_000)) > 0
