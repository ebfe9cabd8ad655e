"""Addresses that open a text at the very words quoted, and the form to ask instead."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from practica.core.entries.models import TITLE_LENGTH
from practica.kit.markup.plain import shorten
from practica.kit.ui.vocabulary import place

# Of a longer quotation its first and last words are named: a browser marks all between them.
_NAMED_WHOLE, _NAMED_BY = 60, 4

_WORD = re.compile(r"\w+")


def passage_address(address: str, anchor: str, text: str) -> str:
    """``address`` opened at ``anchor`` with ``text`` marked, by browsers that know text fragments; the others
    open it at the anchor."""
    # From word to word: a browser finds only what begins and ends with one.
    words = [found.span() for found in _WORD.finditer(text)]
    if not words:
        return f"{address}#{anchor}" if anchor else address
    if len(text) <= _NAMED_WHOLE or len(words) <= 2 * _NAMED_BY:
        said = _encoded(text[words[0][0] : words[-1][1]])
    else:
        first = text[words[0][0] : words[_NAMED_BY - 1][1]]
        last = text[words[-_NAMED_BY][0] : words[-1][1]]
        said = f"{_encoded(first)},{_encoded(last)}"
    return f"{address}#{anchor}:~:text={said}"


def asking_address(question: str, community_slug: str = "") -> str:
    """The form to ask ``question`` in a community, or to choose one first; empty where nobody can ask."""
    form = place("discussions:ask", community_slug) if community_slug else place("discussions:ask_somewhere")
    title = shorten(" ".join(question.split()), TITLE_LENGTH)
    return f"{form}?{urlencode({'title': title})}" if form else ""


def _encoded(text: str) -> str:
    """Percent-encoded, hyphens too: they mean something in a text fragment."""
    return quote(text, safe="").replace("-", "%2D")
