"""Questions, discussions and posts for programs: the same actions, the same refusals as the pages."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query, Router, Status

from practica.content.discussions import actions, queries
from practica.content.discussions.api.shapes import (
    After,
    CommentOut,
    DiscussionIn,
    Limit,
    PostIn,
    PostOut,
    QuestionIn,
    ThreadLine,
    ThreadOut,
    Threads,
    comment_of,
    line_of,
    page_of,
    post_out,
    shown_post,
)
from practica.content.discussions.models import DISCUSSION, QUESTION
from practica.core.communities.models import Community
from practica.core.entries.queries import topics_of
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

router = Router(tags=["Questions and discussions"])


def _list(request: Request, kind: str, slug: str, only: str, after: str, limit: int) -> dict[str, Any]:
    community = get_visible_or_404(Community, request.user, slug=slug)
    rows, further = queries.list_of(
        kind, community=community, only=only, person=request.user, before=after, limit=limit
    )
    return {"items": [ThreadLine(**line_of(row.entry)) for row in rows], "after": further}


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
    return Status(201, post_out(actions.answer(thread, body=data.body, actor=request.user)))


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
    return Status(201, post_out(actions.reply(thread, body=data.body, actor=request.user)))


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
    return Status(201, CommentOut(**comment_of(post)))


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
        **line_of(thread.entry),
        topics=[topic.label for topic in topics_of(thread.entry)],
        page=page_of(thread, request.user),
        opening=shown_post(stretch.opening) if stretch.opening else None,
        posts=[shown_post(shown) for shown in posts if not shown.post.is_deleted],
        after=stretch.later,
    )
