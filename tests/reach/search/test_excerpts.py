"""A hit shows about three lines of its passage, where most of the words stand."""

from practica.kit.contracts.search import Hit, Passage
from practica.reach.search.queries import EXCERPT, Found


def _found(text: str, *words: str) -> Found:
    marks = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    hit = Hit(
        key="k",
        entry_uid="e",
        kind="page",
        title="t",
        community_uid="c",
        score=1.0,
        passage=Passage(text=text),
        marks=marks,
    )
    return Found(None, hit)  # type: ignore[arg-type]


def test_a_short_passage_is_shown_whole():
    assert _found("Mind the seal.", "seal").pieces == [("Mind the ", False), ("seal", True), (".", False)]


def test_a_long_one_is_cut_round_its_words_at_whole_words():
    text = "padding " * 100 + "the gland torque matters " + "padding " * 100
    pieces = _found(text, "gland", "torque").pieces
    shown = "".join(piece for piece, _marked in pieces)
    assert [piece for piece, marked in pieces if marked] == ["gland", "torque"]
    assert shown.startswith("… padding ") and shown.endswith("padding …")
    assert len(shown) < EXCERPT + 20


def test_a_long_one_without_marks_shows_its_beginning():
    pieces = _found("word " * 200).pieces
    assert pieces[0][0].startswith("word ") and pieces[-1] == (" …", False)
