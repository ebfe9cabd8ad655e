"""Colours for code, and what they may cost."""

from functools import partial

import pytest

from practica.kit.markup.code import LANGUAGES, MAX_BLOCK, coloured
from tests.kit.markup.cost import cpu_seconds

UNITS = [
    '"',
    "'",
    "`",
    "(",
    "{",
    "<",
    "/*",
    "//",
    "#",
    "\\",
    "a ",
    "1",
    "$",
    "@",
    "\n",
    "=",
    "--",
    "%",
    "&",
    "a:\n",
]


@pytest.mark.parametrize("language", sorted({lexer: name for name, lexer in LANGUAGES.items()}.values()))
def test_colouring_keeps_every_letter_and_stays_cheap(language):
    for unit in UNITS:
        line = (unit * 390)[:390] + "\n"
        text = (line * MAX_BLOCK)[:MAX_BLOCK]
        assert "".join(run for _, run in coloured(text, language)) == text
        assert cpu_seconds(partial(_read, text, language), enough=0.6) < 0.6


def test_known_languages_are_coloured_and_others_are_not():
    assert ("k", "def") in list(coloured("def f(): pass", "python"))
    assert list(coloured("def f(): pass", "klingon")) == [("", "def f(): pass")]


def _read(text: str, language: str) -> None:
    """Take every run out: colouring happens on the way."""
    for _run in coloured(text, language):
        pass
