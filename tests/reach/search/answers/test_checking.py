"""What counts as the same words."""

from __future__ import annotations

import pytest

from practica.reach.search.answers.checking import normal, stands_in


@pytest.mark.parametrize("text", ["turn it  slowly", "turn\nit\tslowly", " turn it\u00a0slowly\u2003 "])
def test_white_space_alone_makes_no_difference(text):
    assert normal(text) == "turn it slowly"
    assert stands_in("turn it slowly", [f"First,\n{text}\nand wait."])


@pytest.mark.parametrize(
    "quote", ["Turn it slowly", "turn it slowly!", "turn it, slowly", "türn it slowly", "", " "]
)
def test_everything_else_does(quote):
    assert not stands_in(quote, ["First turn it slowly and wait."])


def test_a_quote_stands_in_one_text_not_across_two():
    assert not stands_in("turn it slowly", ["turn it", "slowly"])
