"""Passages read once are not read again, and never mistaken for those of another body."""

from __future__ import annotations

from practica.content.pages import passages
from practica.kit import markup
from practica.kit.contracts.search import Passage

BODY = "## Heaps\n\nTurn the compost.\n"


def test_passages_of_a_body_nobody_kept_are_read():
    assert passages.passages_of(BODY) == markup.passages(markup.parse(BODY))


def test_kept_passages_are_given_once_and_for_that_body_only():
    kept = (Passage(text="As it was read."),)
    passages.keep(BODY, kept)

    assert passages.passages_of(BODY + "More.\n") != kept
    assert passages.passages_of(BODY) == kept
    assert passages.passages_of(BODY) == markup.passages(markup.parse(BODY))


def test_the_oldest_go_when_there_is_no_room(monkeypatch):
    monkeypatch.setattr(passages, "ROOM", 900)
    old, new = (Passage(text="old" * 100),), (Passage(text="new" * 100),)
    passages.keep("Old body", old)
    passages.keep("New body", new)

    assert passages.passages_of("New body") == new
    assert passages.passages_of("Old body") != old
