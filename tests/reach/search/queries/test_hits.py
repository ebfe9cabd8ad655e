"""A hit shows about three lines of its passage, where most of the words stand."""

from practica.kit.contracts.search import Hit, Passage
from practica.reach.search.queries import EXCERPT, Found
from practica.reach.search.queries.hits import fragment_of


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


def test_a_text_fragment_names_the_sentence_with_most_words_from_word_to_word():
    text = "A heap is warm. Turn it - twice, with a fork & spade! Done."
    marks = [(text.index(word), text.index(word) + len(word)) for word in ("heap", "fork", "spade")]

    assert fragment_of(text, marks) == "Turn%20it%20%2D%20twice%2C%20with%20a%20fork%20%26%20spade"


def test_a_long_sentence_is_named_by_its_first_and_last_words():
    text = "Once upon a time " + "and again " * 20 + "she lived happily ever after."

    assert fragment_of(text, []) == "Once%20upon%20a%20time,lived%20happily%20ever%20after"


def test_a_fragment_stays_on_one_line_and_in_one_cell():
    text = "First line\nsecond\tline of cells\nthird"

    assert fragment_of(text, [(text.index("cells"), text.index("cells") + 5)]) == "line%20of%20cells"
    assert fragment_of("… !\n?", []) == ""
