"""Addresses of named places, worked out once per name: a page shows hundreds of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse

# What stands in an address as it is, whatever converter its place has.
_PLAIN = re.compile(r"[0-9A-Za-z_-]+")


def address(name: str, *arguments: Any) -> str:
    """The address of the place called ``name``, as :func:`django.urls.reverse` gives it.

    Raises NoReverseMatch for a name or for arguments that lead nowhere.
    """
    words = [str(one) for one in arguments]
    if all(map(_PLAIN.fullmatch, words)):
        form = _form(name, len(words))
        if form is not None:
            return form % tuple(words)
    return reverse(name, args=arguments)


@lru_cache(maxsize=500)
def _form(name: str, count: int) -> str | None:
    """The address with ``%s`` in the places of the arguments; None where they are no plain words."""
    marks = [f"mark{number}x" for number in range(count)]
    try:
        made = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    made = made.replace("%", "%%")
    if any(made.count(mark) != 1 for mark in marks) or [made.index(mark) for mark in marks] != sorted(
        made.index(mark) for mark in marks
    ):
        return None
    for mark in marks:
        made = made.replace(mark, "%s")
    return made
