"""What a person has begun and not published: apps that keep drafts say so, the web frame lists them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One begun text. ``kind`` names its look (``page``, ``question``, …), ``label`` says in words what it is
    ("Draft page", "Your answer"), ``url`` continues it, ``discard_url`` takes a POST that throws it away."""

    kind: str
    label: str
    title: str
    url: str
    saved: dt.datetime
    community: str = ""
    discard_url: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftSource:
    """The drafts one app keeps.

    ``rows(person)`` is the unsliced, unordered queryset behind them (only such as the person can still
    continue), for counting in one query with others; ``saved`` is the name of its column of time;
    ``drafts(person, limit)`` shapes them, newest first.
    """

    name: str
    rows: Callable[[Any], Any]
    saved: str
    drafts: Callable[[Any, int], list[Draft]]


_sources: dict[str, DraftSource] = {}


def register(source: DraftSource) -> None:
    """Tell the frame about drafts. Called from an app's ``drafts.py``."""
    _sources[source.name] = source


def sources() -> list[DraftSource]:
    """Every source, in the order of their names."""
    return [_sources[name] for name in sorted(_sources)]


def drafts_of(person: Any, *, limit: int = 50) -> list[Draft]:
    """What ``person`` has begun, newest first; at most ``limit`` of each source."""
    found = [draft for source in sources() for draft in source.drafts(person, limit)]
    return sorted(found, key=lambda draft: draft.saved, reverse=True)[:limit]
