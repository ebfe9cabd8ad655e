"""Questions and discussions for machines: list, read, ask, answer, reply, comment, vote, accept."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Query, Router, Schema, Status

from practica.content.discussions import actions, queries
from practica.content.discussions.models import DISCUSSION, QUESTION, Post, Thread
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.entries.queries import topics_of
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, AuthorOut, Body, Input, Title, Topics, author_out
from practica.kit.http import Request

router = Router(tags=["Questions and discussions"])

After = Query("", max_length=12, description="The `after` of the answer before.")
Limit = Query(30, ge=1, le=100)


class ThreadLine(Schema):
    """A question or discussion in a list."""

    uid: str
    kind: str
    title: str
    summary: str
    url: str
    community: str
    author: AuthorOut | None
    answers: int
    votes: int
    is_answered: bool
    is_locked: bool
    created: dt.datetime
    active: dt.datetime


class Threads(Schema):
    """Some of them, lately active first; ask again with ``after`` for more, empty at the end."""

    items: list[ThreadLine]
    after: str


class CommentOut(Schema):
    """A comment on a post."""

    uid: str
    body: str
    html: str
    author: AuthorOut | None
    created: dt.datetime
    edited: dt.datetime | None


class PostOut(CommentOut):
    """An opening, an answer or a reply; ``has_voted`` is about you."""

    kind: str
    votes: int
    is_accepted: bool
    has_voted: bool
    url: str
    comments: list[CommentOut]


class ThreadOut(ThreadLine):
    """A stretch of a question or discussion. ``opening`` stands on the first; ``after`` leads to the next.

    ``page`` is the uid of the page an answer became, if you may see it.
    """

    topics: list[str]
    page: str
    opening: PostOut | None
    posts: list[PostOut]
    after: str


class QuestionIn(Input):
    """A question. The title may say it all."""

    title: Title
    body: Body = ""
    topics: Topics = []
    audience: Literal["community", "members", "core"] = "community"


class DiscussionIn(QuestionIn):
    """A discussion; its first post says something."""

    body: Body


class PostIn(Input):
    """Something to say, in Markdown."""

    body: Body


def _list(request: Request, kind: str, slug: str, only: str, after: str, limit: int) -> dict[str, Any]:
    community = get_visible_or_404(Community, request.user, slug=slug)
    rows, further = queries.list_of(
        kind, community=community, only=only, person=request.user, before=after, limit=limit
    )
    return {"items": [ThreadLine(**_line(row.entry)) for row in rows], "after": further}


@router.get(
    "/communities/{slug}/questions",
    response={200: Threads, **REFUSALS},
    operation_id="list_questions",
    summary="List questions",
)
@door("discussions.see")
def list_questions(
    request: Request,
    slug: str,
    only: Literal["", "unanswered", "mine"] = Query("", description="Only unanswered ones, or your own."),
    after: str = After,
    limit: int = Limit,
) -> dict[str, Any]:
    """Questions of a community, lately active first."""
    return _list(request, QUESTION, slug, only, after, limit)


@router.post(
    "/communities/{slug}/questions",
    response={201: ThreadOut, **REFUSALS},
    operation_id="ask",
    summary="Ask a question",
)
@door("discussions.ask")
def ask(request: Request, slug: str, data: QuestionIn) -> Status[ThreadOut]:
    """Members ask."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    thread = actions.ask(community=community, **data.dict(), actor=request.user)
    return Status(201, _read(request, thread.entry.uid, QUESTION))


@router.get(
    "/questions/{uid}",
    response={200: ThreadOut, **REFUSALS},
    operation_id="read_question",
    summary="Read a question and its answers",
)
@door("discussions.see")
def read_question(request: Request, uid: str, after: str = After, limit: int = Limit) -> ThreadOut:
    """The question, then its answers with their comments: the accepted one first, then by votes."""
    return _read(request, uid, QUESTION, after=after, limit=limit)


@router.post(
    "/questions/{uid}/answers",
    response={201: PostOut, **REFUSALS},
    operation_id="answer",
    summary="Answer a question",
)
@door("discussions.answer")
def answer(request: Request, uid: str, data: PostIn) -> Status[PostOut]:
    """Members answer while the question is open."""
    thread, _mine = queries.thread_or_404(uid, request.user, kind=QUESTION)
    return Status(201, _post_out(actions.answer(thread, body=data.body, actor=request.user)))


@router.get(
    "/communities/{slug}/discussions",
    response={200: Threads, **REFUSALS},
    operation_id="list_discussions",
    summary="List discussions",
)
@door("discussions.see")
def list_discussions(
    request: Request,
    slug: str,
    only: Literal["", "mine"] = Query("", description="Only your own."),
    after: str = After,
    limit: int = Limit,
) -> dict[str, Any]:
    """Discussions of a community, lately active first."""
    return _list(request, DISCUSSION, slug, only, after, limit)


@router.post(
    "/communities/{slug}/discussions",
    response={201: ThreadOut, **REFUSALS},
    operation_id="discuss",
    summary="Start a discussion",
)
@door("discussions.discuss")
def discuss(request: Request, slug: str, data: DiscussionIn) -> Status[ThreadOut]:
    """Members start discussions."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    thread = actions.discuss(community=community, **data.dict(), actor=request.user)
    return Status(201, _read(request, thread.entry.uid, DISCUSSION))


@router.get(
    "/discussions/{uid}",
    response={200: ThreadOut, **REFUSALS},
    operation_id="read_discussion",
    summary="Read a discussion",
)
@door("discussions.see")
def read_discussion(request: Request, uid: str, after: str = After, limit: int = Limit) -> ThreadOut:
    """The first post, then replies in the order they were written, with their comments."""
    return _read(request, uid, DISCUSSION, after=after, limit=limit)


@router.post(
    "/discussions/{uid}/replies", response={201: PostOut, **REFUSALS}, operation_id="reply", summary="Reply"
)
@door("discussions.answer")
def reply(request: Request, uid: str, data: PostIn) -> Status[PostOut]:
    """Members reply while the discussion is open."""
    thread, _mine = queries.thread_or_404(uid, request.user, kind=DISCUSSION)
    return Status(201, _post_out(actions.reply(thread, body=data.body, actor=request.user)))


@router.post(
    "/posts/{uid}/comments",
    response={201: CommentOut, **REFUSALS},
    operation_id="comment",
    summary="Comment on a post",
)
@door("discussions.comment")
def comment(request: Request, uid: str, data: PostIn) -> Status[CommentOut]:
    """On an opening, an answer or a reply."""
    post = actions.comment(queries.post_or_404(uid, request.user), body=data.body, actor=request.user)
    return Status(201, CommentOut(**_comment(post)))


@router.put(
    "/posts/{uid}/vote", response={204: None, **REFUSALS}, operation_id="vote", summary="Say that it helped"
)
@door("discussions.vote")
def vote(request: Request, uid: str) -> Status[None]:
    """On an answer or a reply of somebody else. Voting twice counts once."""
    actions.vote(queries.post_or_404(uid, request.user), actor=request.user)
    return Status(204, None)


@router.delete(
    "/posts/{uid}/vote", response={204: None, **REFUSALS}, operation_id="unvote", summary="Take a vote back"
)
@door("discussions.vote")
def unvote(request: Request, uid: str) -> Status[None]:
    """Your own."""
    actions.unvote(queries.post_or_404(uid, request.user), actor=request.user)
    return Status(204, None)


@router.put(
    "/posts/{uid}/acceptance",
    response={204: None, **REFUSALS},
    operation_id="accept",
    summary="Accept an answer",
)
@door("discussions.accept")
def accept(request: Request, uid: str) -> Status[None]:
    """By whoever asked, or a lead. The one accepted before steps back."""
    actions.accept(queries.post_or_404(uid, request.user), actor=request.user)
    return Status(204, None)


@router.delete(
    "/posts/{uid}/acceptance",
    response={204: None, **REFUSALS},
    operation_id="unaccept",
    summary="Open it again",
)
@door("discussions.accept")
def unaccept(request: Request, uid: str) -> Status[None]:
    """By whoever asked, or a lead."""
    actions.unaccept(queries.post_or_404(uid, request.user), actor=request.user)
    return Status(204, None)


def _read(request: Request, uid: str, kind: str, *, after: str = "", limit: int = 30) -> ThreadOut:
    thread, _mine = queries.thread_or_404(uid, request.user, kind=kind)
    stretch = queries.page_of(thread, seen_by=request.user, after=after, limit=limit)
    posts = [shown for shown in (stretch.accepted, *stretch.seen, *stretch.new) if shown is not None]
    return ThreadOut(
        **_line(thread.entry),
        topics=[topic.label for topic in topics_of(thread.entry)],
        page=_page_of(thread, request.user),
        opening=_shown(stretch.opening) if stretch.opening else None,
        posts=[_shown(shown) for shown in posts if not shown.post.is_deleted],
        after=stretch.later,
    )


def _page_of(thread: Thread, person: Any) -> str:
    """The uid of the page made of an answer, if ``person`` may see it."""
    if thread.page_entry_id is None:
        return ""
    seen = Entry.objects.visible_to(person).filter(pk=thread.page_entry_id)
    return seen.values_list("uid", flat=True).first() or ""


def _line(entry: Any) -> dict[str, Any]:
    thread = entry.thread
    return {
        "uid": entry.uid,
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "url": entry.get_absolute_url(),
        "community": entry.community.slug,
        "author": author_out(entry.author),
        "answers": thread.answer_count,
        "votes": entry.vote_count,
        "is_answered": thread.is_answered,
        "is_locked": thread.is_locked,
        "created": entry.created,
        "active": entry.active_at,
    }


def _shown(shown: queries.ShownPost) -> PostOut:
    comments = [CommentOut(**_comment(one)) for one in shown.comments if not one.is_deleted]
    return _post_out(shown.post, has_voted=shown.has_voted, comments=comments)


def _post_out(post: Post, *, has_voted: bool = False, comments: list[CommentOut] | None = None) -> PostOut:
    return PostOut(
        **_comment(post),
        kind=post.kind,
        votes=post.vote_count,
        is_accepted=post.is_accepted,
        has_voted=has_voted,
        url=post.get_absolute_url(),
        comments=comments or [],
    )


def _comment(post: Post) -> dict[str, Any]:
    return {
        "uid": post.uid,
        "body": post.body,
        "html": post.html,
        "author": author_out(post.author),
        "created": post.created,
        "edited": post.edited,
    }
