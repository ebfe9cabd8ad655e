"""Addresses found by what stands in them, not by trying one after another.

The house has some three hundred addresses, and Django tries each with a regular expression until one fits:
a page deep in the list took a tenth of its time to be found. Which of them can fit at all is seen from the
words in an address (``c/…/pages/…/edit``); those few are tried, in their order, by Django itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import ResolverMatch, RoutePattern

Pattern = URLPattern | URLResolver
# What stands in the parts of an address that are looked at: a word, None where the address ends before it,
# ANY where it may be anything.
Shape = tuple[Any, ...]
ANY = object()
LOOKED_AT = (0, 2, 3, 4)
# Of each set of words an address can have, one list; all sets would be more than are ever asked for.
MOST_LISTS = 2000
# Converters that match within one part of an address.
ONE_PART = ("<int:", "<slug:", "<str:", "<uuid:")


class Sorted(URLResolver):
    """``patterns`` below no prefix of their own, of which only those are tried that can fit."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        super().__init__(RoutePattern("", is_endpoint=False), list(patterns))
        shapes = [shape for one in patterns for shape in _shapes(one)]
        self._words = tuple({shape[place] for shape in shapes} for place in range(len(LOOKED_AT)))
        self._narrowed: dict[Shape, URLResolver] = {}

    def resolve(self, path: Any) -> ResolverMatch:
        """As Django finds ``path`` among all. Raises Resolver404."""
        parts: list[str | None] = [*str(path).split("/", LOOKED_AT[-1] + 1)]
        parts += [None] * (LOOKED_AT[-1] + 1 - len(parts))
        # Names people gave are all the same here.
        key = tuple(
            [
                parts[place] if parts[place] in known else ANY
                for place, known in zip(LOOKED_AT, self._words, strict=True)
            ]
        )
        narrowed = self._narrowed.get(key)
        if narrowed is None:
            if len(self._narrowed) >= MOST_LISTS:
                self._narrowed.clear()
            narrowed = self._narrowed[key] = _narrow(self, key)
        return narrowed.resolve(path)


def _narrow(resolver: URLResolver, key: Shape) -> URLResolver:
    """``resolver`` with what can fit an address with ``key`` in its places."""
    fitting: list[Pattern] = []
    for one in resolver.url_patterns:
        if not any(_fits(shape, key) for shape in _shapes(one)):
            continue
        below = _held_by(one)
        fitting.append(one if below is None else _narrow(below, key))
    return URLResolver(
        resolver.pattern, fitting, resolver.default_kwargs, resolver.app_name, resolver.namespace
    )


def _fits(shape: Shape, key: Shape) -> bool:
    return all(word is ANY or word == asked for word, asked in zip(shape, key, strict=True))


def _shapes(one: Pattern) -> list[Shape]:
    """The shapes of the addresses below ``one``."""
    below = _held_by(one)
    if below is not None:
        return [shape for held in below.url_patterns for shape in _shapes(held)]
    route, ends = str(one.pattern), isinstance(one, URLPattern)
    if not isinstance(one.pattern, RoutePattern):
        return [(ANY,) * len(LOOKED_AT)]
    return [tuple(_word(route, ends, place) for place in LOOKED_AT)]


def _word(route: str, ends: bool, place: int) -> Any:
    """What addresses of ``route`` have in this place."""
    parts = route.split("/")
    if any("<" in part and not part.startswith(ONE_PART) for part in parts[: place + 1]):
        return ANY
    if place >= len(parts):
        return None if ends else ANY
    if "<" in parts[place] or (place == len(parts) - 1 and not ends):
        return ANY
    return parts[place]


def _held_by(one: Pattern) -> URLResolver | None:
    """``one`` if it only holds others, whose addresses begin where its own do."""
    if isinstance(one, URLResolver) and isinstance(one.pattern, RoutePattern) and str(one.pattern) == "":
        return one
    return None
