"""The request as our views get it, and numbers out of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

#: Numbers of ours have no more digits; the columns that hold them have room for these.
MOST_DIGITS = 9


class Request(HttpRequest):
    """A request whose ``user`` is whoever asks: a person, or Django's anonymous user.

    For annotations only. Django's own type says "a person or nobody" everywhere; our actions ask that
    themselves, so that a view may hand ``request.user`` on.
    """

    user: Any


def whole_number(text: str, *, otherwise: int = 0) -> int:
    """``text``, out of an address or a form that anybody may have written, as a whole number; ``otherwise``
    for what is none, or longer than any number of ours."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
