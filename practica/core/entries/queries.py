"""Reads about entries, shaped for feeds, readers and the frame around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from practica.core.entries.models import Entry, Link, Topic
from practica.kit.contracts import kinds
from practica.kit.prepared import Prepared, prepared
from practica.kit.ui import moments

FEED_PAGE = 50
MOST_LINKS = 20
SHOWN_IN_LISTS = (
    "uid", "kind", "title", "slug", "summary", "active_at", "changed", "reply_count",
    "community__name", "community__slug", "author__name", "author__handle",
)  # fmt: skip
Narrow = Callable[..., Any]


@dataclass(frozen=True)
class FeedRow:
    """An entry in a feed, with what the reader has not seen of it. What its line shows of it is in
    ``key``."""

    entry: Entry
    is_new: bool
    new_replies: int
    badge: kinds.Badge | None
    is_saved: bool
    is_read: bool = False
    # When something happened last, in words, where who makes many rows has worked it out.
    when: str = ""

    @property
    def replies(self) -> str:
        """How many replies it has, in the words of its kind; empty for none."""
        count = self.entry.reply_count
        return kinds.get(self.entry.kind).replies(count) if count else ""

    @property
    def key(self) -> tuple[Any, ...]:
        """All that a line of a feed shows; two rows with the same key look the same."""
        entry = self.entry
        author, community = entry.author, entry.community
        return (
            entry.uid, entry.kind, entry.title, entry.slug, entry.summary, entry.reply_count,
            self.when or moments.shown(entry.active_at), community.name, community.slug,
            author and (author.name, author.handle),
            self.is_new, self.new_replies, self.badge, self.is_saved, self.is_read,
        )  # fmt: skip


def feed(
    narrow: Narrow, *, person: Any, before: str = "", limit: int = FEED_PAGE, **values: Any
) -> tuple[list[FeedRow], str]:
    """A page of entries by latest activity, and the key of the next page ("" at the end).

    ``narrow(entries, person, **values)``, a function of a module, says which entries; what ``person`` may see
    of them is asked here. ``before`` is a key this function gave; a malformed one starts at the top.
    """
    if key := _parse_key(before):
        at, pk = key
        rows = _feed(narrow, person, values).filter(Q(active_at__lt=at) | Q(active_at=at, pk__lt=pk))
        page = list(rows[: limit + 1])
    else:
        page = _top(narrow, limit)(person, **values)
    more = len(page) > limit
    page = page[:limit]
    following = f"{page[-1].active_at.isoformat()}_{page[-1].pk}" if more else ""
    return feed_rows(page, person=person), following


def _feed(narrow: Narrow, person: Any, values: dict[str, Any]) -> Any:
    rows = narrow(Entry.objects.all(), person, **values).visible_to(person).in_feed()
    rows = rows.select_related("community", "author").only(*SHOWN_IN_LISTS)
    return rows.lately_active_first().walked()


@lru_cache(maxsize=64)
def _top(narrow: Narrow, limit: int) -> Prepared:
    """The first page of a feed, put into SQL once."""
    return prepared(lambda person, **values: _feed(narrow, person, values)[: limit + 1])


def _parse_key(key: str) -> tuple[dt.datetime, int] | None:
    at, _, pk = key.rpartition("_")
    try:
        moment = dt.datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)), int(pk)
    except ValueError:
        return None


def feed_rows(entries: Sequence[Entry], *, person: Any) -> list[FeedRow]:
    """``entries`` with what ``person`` has read and saved of them, and badges: one query, and one per
    kind that has badges."""
    ids = [entry.pk for entry in entries]
    kept, badges, show = _kept_by(person, ids), badges_of(entries), moments.showing()
    return [
        _feed_row(entry, person, kept.get(pk, _NOTHING_KEPT), badges.get(pk), show(entry.active_at))
        for pk, entry in zip(ids, entries, strict=True)
    ]


class _Kept(NamedTuple):
    """How far a person has read an entry, and whether she saved it."""

    read_at: dt.datetime | None
    replies: int | None
    saved: int | None


_NOTHING_KEPT = _Kept(None, None, None)


def _kept_by(person: Any, ids: list[int]) -> dict[int, _Kept]:
    if person.pk is None or not ids:
        return {}
    return {pk: _Kept(*values) for pk, *values in _kept_of(person, ids=ids)}


@prepared
def _kept_of(person: Any, *, ids: list[int]) -> Any:
    rows = Entry.objects.filter(pk__in=ids).annotate(
        my_mark=FilteredRelation("read_marks", condition=Q(read_marks__person=person.pk)),
        my_save=FilteredRelation("saved_by", condition=Q(saved_by__person=person.pk)),
    )
    return rows.values_list("pk", "my_mark__at", "my_mark__replies", "my_save__pk")


def _feed_row(entry: Entry, person: Any, kept: _Kept, badge: kinds.Badge | None, when: str) -> FeedRow:
    is_saved = kept.saved is not None
    if person.pk is None:
        return FeedRow(entry, False, 0, badge, is_saved, when=when)
    if kept.read_at is None:
        is_new = entry.active_at > person.joined and entry.author_id != person.pk
        return FeedRow(entry, is_new, 0, badge, is_saved, not is_new, when)
    new = max(entry.reply_count - (kept.replies or 0), 0)
    is_new = entry.active_at > kept.read_at
    return FeedRow(entry, is_new, new, badge, is_saved, not is_new, when)


def kept(entry: Entry, *, person: Any) -> dict[str, Any]:
    """What ``person`` has done with ``entry``: saved, voted, how much she follows; and its votes."""
    rows = Entry.objects.filter(pk=entry.pk).annotate(
        my_save=FilteredRelation("saved_by", condition=Q(saved_by__person=person.pk)),
        my_vote=FilteredRelation("votes", condition=Q(votes__person=person.pk)),
        my_follow=FilteredRelation("follows", condition=Q(follows__person=person.pk)),
    )
    values = rows.values_list("vote_count", "my_save__pk", "my_vote__pk", "my_follow__level").first()
    votes, saved, voted, level = values or (0, None, None, None)
    return {
        "votes": votes,
        "is_saved": saved is not None,
        "has_voted": voted is not None,
        "follow_level": level or "",
    }


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


def linked_from(entry: Entry, *, seen_by: Any, limit: int = MOST_LINKS) -> list[Entry]:
    """Entries ``seen_by`` may see whose text links to ``entry``, newest first, at most twenty. Those that
    show a passage of it are marked ``includes``."""
    return _linking(seen_by, entry=entry.pk)[:limit]


@prepared
def _linking(person: Any, *, entry: int) -> Any:
    sources = Link.objects.filter(target=entry).values("source")
    rows = Entry.objects.visible_to(person).filter(pk__in=sources).exclude(pk=entry)
    rows = rows.annotate(
        includes=Exists(Link.objects.filter(source=OuterRef("pk"), target=entry, kind="include"))
    )
    # Not by activity: a database would walk the whole feed in that order to find these few.
    rows = rows.select_related("community").order_by("-changed", "-pk")[:MOST_LINKS]
    return rows.only("uid", "kind", "title", "slug", "changed", "community__name", "community__slug")


def topics_of(entry: Entry) -> list[Topic]:
    """The topics of an entry the caller has loaded, by label."""
    return _topics(None, entry=entry.pk)


@prepared
def _topics(_person: Any, *, entry: int) -> Any:
    return Topic.objects.filter(entries=entry).order_by("label")
