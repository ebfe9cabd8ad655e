"""Passages are found again: as they were, changed, elsewhere, or not at all."""

import random

import pytest

from practica.content.annotations.anchoring import anchor_at, find, flat
from tests.kit.markup.cost import cpu_seconds

TEXT = flat(
    """The seal fails early when the flush plan is wrong. Nobody checks the pressure before a start.
    The second pump runs dry every spring. Ask the shift before you open the valve."""
)


def _anchor(words, text=TEXT):
    return anchor_at(text, text.index(words), text.index(words) + len(words))


def _again(anchor, text):
    found = find(flat(text), anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix, near=anchor.start)
    return found.exact if found else None


def test_a_passage_that_moved_is_found_where_it_is():
    anchor = _anchor("Nobody checks the pressure")
    assert _again(anchor, f"{TEXT[100:]} {TEXT[:100]} More.") == "Nobody checks the pressure"


def test_of_several_places_the_one_between_the_same_words_is_it():
    text = "Open the valve at the pump. Close it. Open the valve at the tank. Wait."
    anchor = _anchor("Open the valve at the tank", text)
    again = find(
        f"New beginning. {text}", "Open the valve", prefix="pump. Close it. ", suffix=" at the tank. Wait."
    )
    assert again.start == len("New beginning. ") + anchor.start


def test_a_passage_with_changed_words_is_still_it():
    anchor = _anchor("The second pump runs dry every spring.")
    text = TEXT.replace("runs dry every spring", "has run dry each spring")
    assert "pump has run dry each spring" in _again(anchor, text)


def test_a_passage_written_anew_between_its_neighbours_is_still_it():
    anchor = _anchor("runs dry every spring")
    assert (
        _again(anchor, TEXT.replace("runs dry every spring", "is dry in spring")) == "is dry in spring."[:-1]
    )


def test_a_passage_that_was_taken_out_is_gone():
    anchor = _anchor("Nobody checks the pressure before a start.")
    assert _again(anchor, TEXT.replace("Nobody checks the pressure before a start. ", "")) is None


def test_a_short_word_elsewhere_is_no_passage():
    anchor = _anchor("dry")
    assert _again(anchor, "Keep the papers dry and the pens wet, and then go on with the rest of it.") is None


def test_a_short_word_between_the_same_neighbours_is_it():
    assert _again(_anchor("dry"), f"First of all. {TEXT}") == "dry"


def test_an_empty_text_holds_nothing():
    assert find("", "words") is None and find("words", " ") is None


@pytest.mark.parametrize("seed", range(30))
def test_a_long_passage_survives_a_few_edits_anywhere(seed):
    dice = random.Random(seed)
    words = [f"{dice.choice(['seal', 'pump', 'valve', 'shift'])}{number}" for number in range(400)]
    text = " ".join(words)
    start = dice.randint(20, 350)
    anchor = _anchor(" ".join(words[start : start + 20]), text)
    for _ in range(8):
        words[dice.randint(0, 399)] = f"other{dice.randint(0, 99)}"
    words[5:5] = ["something", "new"] * dice.randint(0, 20)
    again = _again(anchor, " ".join(words))
    kept = [word for word in anchor.exact.split() if word in words]
    assert sum(word in again for word in kept) >= len(kept) - 2


def test_looking_for_what_is_gone_in_a_long_text_is_quick():
    text = " ".join(f"the pump {number % 90} is not the one" for number in range(6_000))
    quote = "the pump 17 was not the one we had in mind when it is not the one " * 12
    assert cpu_seconds(lambda: find(text, quote[:900], prefix="a" * 60, suffix="b" * 60), enough=0.5) < 0.5
