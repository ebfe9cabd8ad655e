"""What an app says about a kind of entry it owns: its words, its look, its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A short status beside an entry in lists: a word, a style (``ok``, ``warn``, ``plain``), an icon."""

    word: str
    style: str = "plain"
    icon: str = ""


def count_of_replies(count: int) -> str:
    """ "3 replies": how a count is said where a kind has no word of its own."""
    return ngettext("%(count)d reply", "%(count)d replies", count) % {"count": count}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of entry. ``label`` and ``plural`` are lazy translations; ``css`` is the hue class ``k-…``;
    ``url`` makes the address of an entry; ``badges`` answers for many entry ids in one query; ``replies``
    says how many answers or replies there are; ``says_something`` whether an entry holds a statement that can
    be verified (None: no entry of this kind does)."""

    name: str
    label: Any
    plural: Any
    icon: str
    css: str
    url: Callable[[Any], str]
    in_feed: bool = True
    badges: Callable[[Sequence[int]], dict[int, Badge]] | None = None
    replies: Callable[[int], str] = count_of_replies
    says_something: Callable[[Any], bool] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Tell the house about a kind. Called from an app's ``kind.py``."""
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind called ``name``. Raises KeyError for one nobody registered."""
    return _kinds[name]


def all_kinds() -> dict[str, Kind]:
    """Every kind by name."""
    return _kinds


def quiet_kinds() -> list[str]:
    """Names of the kinds that do not appear in feeds."""
    return [kind.name for kind in _kinds.values() if not kind.in_feed]
