"""Finding a thread or a post, and what one reader has to do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from practica.content.discussions.models import Post, PostDraft, Thread
from practica.core.communities.models import Community
from practica.core.entries.models import Entry, EntryVote, Follow, ReadMark, Saved, Topic
from practica.kit.access import get_visible_or_404


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What the reader has to do with a thread."""

    mark: dt.datetime | None = None
    level: str = ""
    has_voted: bool = False
    is_saved: bool = False
    draft: str = ""


def thread_or_404(uid: str, person: Any, *, kind: str = "") -> tuple[Thread, Mine]:
    """The thread whose entry is ``uid``, with community, author and topics, and what ``person`` has to do
    with it.

    Asked of entries, so that the database looks up one row and applies the rule of sight to that.
    """
    rows = Entry.objects.of_kind(kind) if kind else Entry.objects.filter(thread__isnull=False)
    rows = rows.select_related("community", "author", "thread__accepted_by", "thread__page_entry__community")
    rows = rows.prefetch_related(Prefetch("topics", queryset=Topic.objects.order_by("label")))
    if person.pk is not None:
        own = {"person": person.pk, "entry": OuterRef("pk")}
        draft = PostDraft.objects.filter(person=person.pk, thread__entry=OuterRef("pk"))
        rows = rows.annotate(
            my_mark=Subquery(ReadMark.objects.filter(**own).values("at")[:1]),
            my_level=Subquery(Follow.objects.filter(**own).values("level")[:1]),
            my_vote=Exists(EntryVote.objects.filter(**own)),
            my_save=Exists(Saved.objects.filter(**own)),
            my_draft=Subquery(draft.values("body")[:1]),
        )
    entry: Any = get_visible_or_404(rows, person, uid=uid)
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


def post_or_404(uid: str, person: Any) -> Post:
    """The post called ``uid`` with its thread, entry and community."""
    rows = Post.objects.select_related("thread__entry__community", "author", "edited_by", "parent")
    post: Post = get_visible_or_404(rows, person, uid=uid)
    return post


def answers_of(thread: Thread) -> Sequence[Post]:
    """Every standing answer, the accepted one first, then by votes; for the API."""
    rows = Post.objects.standing().contributions().filter(thread=thread).select_related("author")
    return list(rows.order_by("-is_accepted", "-vote_count", "created", "pk"))


def readers_of(thread: Thread) -> int:
    """How many people have read ``thread``."""
    return ReadMark.objects.filter(entry=thread.entry_id).count()


def draft_for(person: Any, *, community: Any, kind: str) -> PostDraft | None:
    """What ``person`` has typed for a new ``kind`` in ``community``."""
    return PostDraft.objects.visible_to(person).filter(community=community, kind=kind).first()


def communities_of(person: Any) -> list[Community]:
    """Where ``person`` may ask and discuss, lately active first."""
    return list(Community.objects.joined_by(person).order_by("-active_at", "pk")[:200])
