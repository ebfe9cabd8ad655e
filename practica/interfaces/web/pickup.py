"""“Pick up where you left off”: at most three cards, what one was writing before what one was reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from practica.interfaces.web import queries
from practica.kit.contracts import drafts

CARDS = 3
MOST_DRAFTS = 2


@dataclass(frozen=True)
class Card:
    """One card: a draft (``saved``), a thread with ``new_replies``, or a text changed since (``changed``)."""

    kind: str
    label: str
    title: str
    url: str
    saved: dt.datetime | None = None
    changed: dt.datetime | None = None
    new_replies: int = 0
    stopped_at: int = 0


def cards(person: Any, counts: queries.Counts) -> list[Card]:
    """What ``person`` may want to go on with. Asks only those rooms for drafts that counted some."""
    begun = [
        draft
        for source in drafts.sources()
        if counts.drafts_by_source.get(source.name)
        for draft in source.drafts(person, MOST_DRAFTS)
    ]
    begun.sort(key=lambda draft: draft.saved, reverse=True)
    found = [Card(d.kind, d.label, d.title, d.url, saved=d.saved) for d in begun[:MOST_DRAFTS]]
    for left in queries.left_off(person, limit=CARDS):
        entry = left.entry
        found.append(
            Card(
                entry.kind,
                str(entry.look.label),
                entry.title,
                entry.get_absolute_url(),
                changed=None if left.new_replies else entry.active_at,
                new_replies=left.new_replies,
                stopped_at=left.stopped_at,
            )
        )
    return found[:CARDS]
