"""Finding a thread or a post, and what one reader has to do with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from practica.content.discussions.models import DISCUSSION, QUESTION, Post, PostDraft, Thread
from practica.core.communities.models import Community
from practica.core.entries.models import Entry, EntryVote, Follow, ReadMark, Saved
from practica.kit.access import get_visible_or_404, or_404
from practica.kit.prepared import prepared


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What the reader has to do with a thread."""

    mark: dt.datetime | None = None
    level: str = ""
    has_voted: bool = False
    is_saved: bool = False
    draft: str = ""


def thread_or_404(uid: str, person: Any, *, kind: str = "") -> tuple[Thread, Mine]:
    """The thread whose entry is ``uid``, with community and author, and what ``person`` has to do with it."""
    kinds = [kind] if kind else [QUESTION, DISCUSSION]
    entry: Any = or_404(_entries.first(person, uid=uid, kinds=kinds))
    thread: Thread = entry.thread
    thread.entry = entry
    if person.pk is None:
        return thread, Mine()
    mine = Mine(
        mark=entry.my_mark,
        level=entry.my_level or "",
        has_voted=entry.my_vote,
        is_saved=entry.my_save,
        draft=entry.my_draft or "",
    )
    return thread, mine


@prepared
def _entries(person: Any, *, uid: str, kinds: list[str]) -> Any:
    """Asked of entries, so that the database looks up one row and applies the rule of sight to that."""
    rows = Entry.objects.visible_to(person).filter(uid=uid, kind__in=kinds, thread__isnull=False)
    rows = rows.select_related("community", "author", "thread__accepted_by", "thread__page_entry__community")
    if person.pk is None:
        return rows
    own = {"person": person.pk, "entry": OuterRef("pk")}
    draft = PostDraft.objects.filter(person=person.pk, thread__entry=OuterRef("pk"))
    return rows.annotate(
        my_mark=Subquery(ReadMark.objects.filter(**own).values("at")[:1]),
        my_level=Subquery(Follow.objects.filter(**own).values("level")[:1]),
        my_vote=Exists(EntryVote.objects.filter(**own)),
        my_save=Exists(Saved.objects.filter(**own)),
        my_draft=Subquery(draft.values("body")[:1]),
    )


def post_or_404(uid: str, person: Any) -> Post:
    """The post called ``uid`` with its thread, entry and community."""
    rows = Post.objects.select_related("thread__entry__community", "author", "edited_by", "parent")
    post: Post = get_visible_or_404(rows, person, uid=uid)
    return post


def readers_of(thread: Thread) -> int:
    """How many people have read ``thread``."""
    return _readers.first(None, entry=thread.entry_id) or 0


@prepared
def _readers(_person: Any, *, entry: int) -> Any:
    counted = ReadMark.objects.filter(entry=entry).values("entry").annotate(number=Count("pk"))
    return counted.order_by().values_list("number", flat=True)


def draft_for(person: Any, *, community: Any, kind: str) -> PostDraft | None:
    """What ``person`` has typed for a new ``kind`` in ``community``."""
    return PostDraft.objects.visible_to(person).filter(community=community, kind=kind).first()


def communities_of(person: Any) -> list[Community]:
    """Where ``person`` may ask and discuss, lately active first."""
    return list(Community.objects.joined_by(person).order_by("-active_at", "pk")[:200])
