"""What an app says about who hears of which fact, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One person is to hear of one thing.

    ``reason`` is a stable word (``answer``, ``mention``, ``join``, …) people choose channels by; ``key``
    groups notices that renew each other (one inbox row per key and person). ``entry_id`` or
    ``community_id`` is what must still be visible when it is shown or sent. ``anchor`` is the place in the
    entry; what is written there is quoted in mail (:func:`words_at`). ``sentence`` is a translatable msgid
    with named places filled from ``values`` when shown, in the reader's language.
    """

    person_id: int
    reason: str
    key: str
    sentence: str
    values: dict[str, str] = field(default_factory=dict)
    entry_id: int | None = None
    community_id: int | None = None
    anchor: str = ""
    url: str = ""


About = Callable[[Any], Iterable[Notice]]
_sources: dict[type, list[About]] = {}


def notices_of(*facts: type) -> Callable[[About], About]:
    """Register the decorated function: given a fact row, who hears of it. Called from ``notices.py``."""

    def register(about: About) -> About:
        for fact in facts:
            _sources.setdefault(fact, []).append(about)
        return about

    return register


def sources() -> dict[type, list[About]]:
    """Every registered function by fact."""
    return _sources


Settling = Callable[[Any], Iterable[str]]
_settling: dict[type, list[Settling]] = {}


def settled_by(*facts: type) -> Callable[[Settling], Settling]:
    """Register the decorated function: given a fact row, the keys of what nobody has to act on any more.
    Whoever was told before that something waits for her finds it done. Called from ``notices.py``."""

    def register(settling: Settling) -> Settling:
        for fact in facts:
            _settling.setdefault(fact, []).append(settling)
        return settling

    return register


def settlers() -> dict[type, list[Settling]]:
    """Every registered function by fact."""
    return _settling


class Words(Protocol):
    """The first words of what stands at an anchor, by the uid in it, as ``seen_by`` may read it now; "" when
    it is gone or hers no more."""

    def __call__(self, uid: str, *, seen_by: Any) -> str: ...


_words: dict[str, Words] = {}


def words_of(prefix: str) -> Callable[[Words], Words]:
    """Register the decorated function for anchors that are ``prefix``, a hyphen and a uid."""

    def register(words: Words) -> Words:
        _words[prefix] = words
        return words

    return register


def words_at(anchor: str, *, seen_by: Any) -> str | None:
    """What is written at ``anchor``, shortened, to be read by ``seen_by``; None where nobody knows."""
    prefix, _hyphen, uid = anchor.partition("-")
    return _words[prefix](uid, seen_by=seen_by) if prefix in _words else None
