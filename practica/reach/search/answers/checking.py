"""Whether a quotation stands in a text: the one place that says what counts as the same."""

from __future__ import annotations

from collections.abc import Iterable


def normal(text: str) -> str:
    """``text`` with every run of white space made one space, and none at the ends.

    Nothing else is forgiven: not case, not signs, not accents.
    """
    return " ".join(text.split())


def stands_in(quote: str, texts: Iterable[str]) -> bool:
    """Whether ``quote`` is a part of one of ``texts``. An empty one stands nowhere."""
    wanted = normal(quote)
    return bool(wanted) and any(wanted in normal(text) for text in texts)
