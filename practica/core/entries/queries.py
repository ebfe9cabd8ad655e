"""Reads about entries, shaped for feeds, readers and the frame around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from practica.core.entries.models import Entry, Link, ReadMark, Saved
from practica.kit.contracts import kinds

FEED_PAGE = 50


@dataclass(frozen=True)
class FeedRow:
    """An entry in a feed, with what the reader has not seen of it."""

    entry: Entry
    is_new: bool
    new_replies: int
    badge: kinds.Badge | None
    is_saved: bool


def feed(entries: Any, *, person: Any, before: str = "", limit: int = FEED_PAGE) -> tuple[list[FeedRow], str]:
    """A page of ``entries`` (an Entry queryset) by latest activity, and the key of the next page ("" at the
    end). ``before`` is a key this function gave; a malformed one starts at the top."""
    rows = entries.visible_to(person).in_feed().lately_active_first().select_related("community", "author")
    if key := _parse_key(before):
        at, pk = key
        rows = rows.filter(Q(active_at__lt=at) | Q(active_at=at, pk__lt=pk))
    page = list(rows[: limit + 1])
    more = len(page) > limit
    page = page[:limit]
    following = f"{page[-1].active_at.isoformat()}_{page[-1].pk}" if more else ""
    return feed_rows(page, person=person), following


def _parse_key(key: str) -> tuple[dt.datetime, int] | None:
    at, _, pk = key.rpartition("_")
    try:
        moment = dt.datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)), int(pk)
    except ValueError:
        return None


def feed_rows(entries: Sequence[Entry], *, person: Any) -> list[FeedRow]:
    """``entries`` with read marks, saves and badges: three queries, however many there are."""
    ids = [entry.pk for entry in entries]
    marks: dict[int, ReadMark] = {}
    saved: set[int] = set()
    if person.pk is not None:
        marks = {mark.entry_id: mark for mark in ReadMark.objects.filter(person=person.pk, entry__in=ids)}
        saved = set(Saved.objects.filter(person=person.pk, entry__in=ids).values_list("entry_id", flat=True))
    badges = badges_of(entries)
    return [_feed_row(entry, person, marks.get(entry.pk), badges.get(entry.pk), entry.pk in saved) for entry in entries]


def _feed_row(
    entry: Entry, person: Any, mark: ReadMark | None, badge: kinds.Badge | None, is_saved: bool
) -> FeedRow:
    if person.pk is None:
        return FeedRow(entry, False, 0, badge, is_saved)
    if mark is None:
        return FeedRow(entry, entry.active_at > person.joined and entry.author_id != person.pk, 0, badge, is_saved)
    new = max(entry.reply_count - mark.replies, 0)
    return FeedRow(entry, entry.active_at > mark.at, new, badge, is_saved)


def badges_of(entries: Iterable[Entry]) -> dict[int, kinds.Badge]:
    """The badge of each entry that has one; one query per kind among them."""
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    found: dict[int, kinds.Badge] = {}
    for name, ids in by_kind.items():
        ask = kinds.get(name).badges
        if ask is not None:
            found |= ask(ids)
    return found


def linked_from(entry: Entry, *, seen_by: Any, limit: int = 20) -> list[Entry]:
    """Entries ``seen_by`` may see whose text links to ``entry``, newest first."""
    sources = Link.objects.filter(target=entry).values("source")
    rows = Entry.objects.visible_to(seen_by).filter(pk__in=sources).exclude(pk=entry.pk)
    return list(rows.select_related("community").lately_active_first()[:limit])


def broken_links(community: Any, *, seen_by: Any, limit: int = 500) -> list[Link]:
    """Links in ``community`` that lead nowhere, for those who may see their pages."""
    rows = Link.objects.visible_to(seen_by).broken().filter(source__community=community)
    return list(rows.select_related("source", "source__community").order_by("source__title", "pk")[:limit])
