"""Which lines are code is told the same whether the text is looked at whole or line by line."""

from hypothesis import given
from hypothesis import strategies as st

from practica.interfaces.transfer.readers.lines import CodeWatch, marked

PIECES = ["words", "    ", "   ", " ", "\t", "```", "````", "~~~", "> ", "- ", "1. ", "\n", "\n\n", "`", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_code_is_told_the_same_whole_and_line_by_line(text):
    watch = CodeWatch()

    told = list(marked(text))

    assert told == [(line, watch.is_code(line)) for line in text.split("\n")]
