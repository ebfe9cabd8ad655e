"""Operators in a text: ``in:reliability``, ``by:ann``, ``kind:page``, ``after:2026-01-31``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What may be typed before the colon, and the field it stands for.
OPERATORS = {
    "in": "community",
    "community": "community",
    "by": "author",
    "author": "author",
    "kind": "kind",
    "type": "type",
    "topic": "topic",
    "is": "is",
    "lang": "language",
    "language": "language",
    "after": "after",
    "before": "before",
}

# A longer text was pasted, not typed: a word with a colon in it is no wish.
LONGEST_WITH_WISHES = 200

_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"(?P<phrase>-?[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}])"
    rf"|(?<!\S)(?P<name>{'|'.join(OPERATORS)}):(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s{_QUOTES}]*))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wish:
    """One operator: the ``field`` it is about, the ``operator`` as typed, and its value (may be empty)."""

    field: str
    operator: str
    value: str


def split(text: str) -> tuple[str, list[Wish]]:
    """The words of ``text`` without its operators, and these. What stands in quotation marks are words."""
    if len(text) > LONGEST_WITH_WISHES or ":" not in text:
        return " ".join(text.split()), []
    wishes = list(_wishes(text))
    words = _PIECE.sub(lambda found: found[0] if found["phrase"] else " ", text)
    return " ".join(words.split()), wishes


def _wishes(text: str) -> Iterator[Wish]:
    for found in _PIECE.finditer(text):
        if found["name"]:
            operator = found["name"].lower()
            value = found["quoted"] if found["quoted"] is not None else found["bare"]
            yield Wish(OPERATORS[operator], operator, " ".join(value.split()))
