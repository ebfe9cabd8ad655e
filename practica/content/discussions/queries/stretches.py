"""A stretch of a thread as one person sees it: 50 posts, their comments, what is new among them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.http import Http404

from practica.content.discussions.access import can_lock
from practica.content.discussions.models import Post, PostVote, Thread
from practica.core.people.models import Person
from practica.kit.prepared import Prepared, prepared

PAGE = 50
FACES = 5
SHOWN = (
    "uid", "thread", "kind", "parent", "body", "html", "created", "edited", "vote_count", "is_accepted",
    "deleted_at", "author__uid", "author__name", "author__handle", "author__headline",
    "author__organisation__name", "author__unit__name",
    "became__uid", "became__kind", "became__title", "became__slug", "became__community__slug",
)  # fmt: skip


@dataclass(frozen=True)
class ShownPost:
    """A post with its comments and what the reader has to do with it."""

    post: Post
    comments: list[Post]
    has_voted: bool
    is_new: bool


@dataclass(kw_only=True)
class Page:
    """A stretch of a thread. ``opening`` and ``accepted`` stand on its first stretch only; ``seen`` comes
    before the line "New since you were here", ``new`` after it. ``earlier`` and ``later`` are uids to go on
    from."""

    opening: ShownPost | None = None
    accepted: ShownPost | None = None
    seen: list[ShownPost] = field(default_factory=list)
    new: list[ShownPost] = field(default_factory=list)
    earlier: str = ""
    later: str = ""

    @property
    def shown(self) -> list[ShownPost]:
        """Every post of the stretch, in order."""
        first = [post for post in (self.opening, self.accepted) if post is not None]
        return [*first, *self.seen, *self.new]


def page_of(
    thread: Thread,
    *,
    seen_by: Any,
    mark: dt.datetime | None = None,
    after: str = "",
    before: str = "",
    at: str = "",
    limit: int = PAGE,
) -> Page:
    """A stretch of ``thread``: its beginning, or what follows or precedes a post, or begins with one (by
    uid).

    Without any of these a discussion longer than ``limit`` opens where ``seen_by`` left off at ``mark``. A
    uid that is not in the thread is 404. Three queries at most.
    """
    if not (after or before or at) and not thread.is_question and mark and thread.answer_count > limit:
        at = _where_she_left_off(thread, mark, limit)
    if after or before or at:
        page = _from_key(thread, seen_by, after=after, before=before, at=at, limit=limit)
    else:
        page = _beginning(thread, seen_by, limit=limit)
    _fill(page, thread, seen_by=seen_by, mark=mark)
    return page


def _posts(person: Any, *, thread: int, with_deleted: bool) -> Any:
    """Posts but comments, with their authors. The thread was loaded through ``visible_to``, so only deleted
    posts remain to be told apart; asking the whole rule again would cost a join per reader for nothing."""
    rows = _standing_for(person, thread, with_deleted).exclude(kind=Post.Kind.COMMENT)
    if person.pk is not None:
        rows = rows.annotate(my_vote=Exists(PostVote.objects.filter(person=person.pk, post=OuterRef("pk"))))
    return rows


@prepared
def _comments(person: Any, *, thread: int, with_deleted: bool, parents: list[int]) -> Any:
    return _standing_for(person, thread, with_deleted).filter(parent__in=parents).oldest_first()


def _standing_for(person: Any, thread: int, with_deleted: bool) -> Any:
    """What stands, and what was deleted for those who may restore it; with their authors."""
    rows = Post.objects.filter(thread=thread)
    rows = rows.select_related("author__organisation", "author__unit", "became__community").only(*SHOWN)
    if with_deleted:
        return rows
    own = Q(author=person.pk) if person.pk is not None else Q(pk__in=())
    return rows.filter(Q(deleted_at__isnull=True) | own)


@lru_cache(maxsize=8)
def _first_posts(limit: int) -> Prepared:
    """The opening, the accepted answer, and the first of the others."""
    return prepared(
        lambda person, *, thread, with_deleted, by_votes: _ranked(
            _posts(person, thread=thread, with_deleted=with_deleted), by_votes
        )[: limit + 3]
    )


def _ranked(rows: Any, by_votes: bool) -> Any:
    rank = Case(
        When(kind=Post.Kind.OPENING, then=Value(0)), When(is_accepted=True, then=Value(1)), default=Value(2)
    )
    order = ("-vote_count", "created", "pk") if by_votes else ("created", "pk")
    return rows.annotate(rank=rank).order_by("rank", *order)


def _beginning(thread: Thread, seen_by: Any, *, limit: int) -> Page:
    found = _first_posts(limit)(seen_by, **_where(thread, seen_by), by_votes=thread.is_question)
    page = Page()
    rest = []
    for post in found:
        if post.kind == Post.Kind.OPENING:
            page.opening = _shown(post)
        elif post.is_accepted:
            page.accepted = _shown(post)
        else:
            rest.append(post)
    page.seen = [_shown(post) for post in rest[:limit]]
    page.later = rest[limit - 1].uid if len(rest) > limit else ""
    return page


def _where(thread: Thread, seen_by: Any) -> dict[str, Any]:
    return {"thread": thread.pk, "with_deleted": can_lock(seen_by, thread)}


def _from_key(thread: Thread, seen_by: Any, *, after: str, before: str, at: str, limit: int) -> Page:
    key = (
        Post.objects.filter(thread=thread, uid=after or before or at).exclude(kind=Post.Kind.OPENING).first()
    )
    if key is None:
        raise Http404
    rows = (
        _posts(seen_by, **_where(thread, seen_by)).exclude(kind=Post.Kind.OPENING).exclude(is_accepted=True)
    )
    forwards = not before
    later = _later_than(thread, key)
    if forwards:
        wanted = later | Q(pk=key.pk) if at else later
    else:
        wanted = ~later & ~Q(pk=key.pk)
    order: tuple[Any, ...] = (
        (F("vote_count").desc(), "created", "pk") if thread.is_question else ("created", "pk")
    )
    ordered = rows.filter(wanted).order_by(*order)
    found = list((ordered if forwards else ordered.reverse())[: limit + 1])
    more = len(found) > limit
    found = found[:limit] if forwards else found[:limit][::-1]
    page = Page(seen=[_shown(post) for post in found])
    if found:
        page.earlier = found[0].uid if forwards or more else ""
        page.later = found[-1].uid if more or not forwards else ""
    return page


def _later_than(thread: Thread, key: Post) -> Q:
    by_time = Q(created__gt=key.created) | Q(created=key.created, pk__gt=key.pk)
    if not thread.is_question:
        return by_time
    return Q(vote_count__lt=key.vote_count) | (Q(vote_count=key.vote_count) & by_time)


def _where_she_left_off(thread: Thread, mark: dt.datetime, limit: int) -> str:
    """The uid of the post to begin with: shortly before the first new one, else shortly before the end."""
    rows = Post.objects.standing().contributions().filter(thread=thread)
    last_seen = list(
        rows.filter(created__lte=mark).order_by("-created", "-pk").values_list("uid", flat=True)[:limit]
    )
    has_new = rows.filter(created__gt=mark).exists()
    if not last_seen:
        return ""
    return str(last_seen[min(2, len(last_seen) - 1)] if has_new else last_seen[-1])


def _shown(post: Post) -> ShownPost:
    return ShownPost(post, [], bool(getattr(post, "my_vote", False)), False)


def _fill(page: Page, thread: Thread, *, seen_by: Any, mark: dt.datetime | None) -> None:
    """Add comments, and put what is new after what was seen."""
    comments: dict[int, list[Post]] = {}
    parents = [shown.post.pk for shown in page.shown]
    for comment in _comments(seen_by, **_where(thread, seen_by), parents=parents):
        comment.thread = thread
        comments.setdefault(comment.parent_id, []).append(comment)

    def filled(shown: ShownPost) -> ShownPost:
        post = shown.post
        post.thread = thread
        is_new = mark is not None and post.created > mark and post.author_id != seen_by.pk
        return ShownPost(post, comments.get(post.pk, []), shown.has_voted, is_new)

    page.opening = page.opening and filled(page.opening)
    page.accepted = page.accepted and filled(page.accepted)
    rest = [filled(shown) for shown in page.seen]
    page.seen = [shown for shown in rest if not shown.is_new]
    page.new = [shown for shown in rest if shown.is_new]


def people_in(thread: Thread, page: Page, *, limit: int = FACES) -> tuple[list[Person], int]:
    """Who took part: some faces, and how many. Costs nothing when ``page`` is the whole thread."""
    if page.opening is not None and not page.later:
        posts = [
            post for shown in page.shown for post in (shown.post, *shown.comments) if not post.is_deleted
        ]
        people = list({post.author.pk: post.author for post in posts if post.author}.values())
        return people[:limit], len(people)
    ids = Post.objects.standing().filter(thread=thread, author__isnull=False).values("author").distinct()
    return list(Person.objects.filter(pk__in=ids).order_by("pk")[:limit]), ids.count()
