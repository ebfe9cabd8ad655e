"""What the API shows and takes of questions and discussions."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Query, Schema

from practica.content.discussions import queries
from practica.content.discussions.models import Post, Thread
from practica.core.entries.models import Entry
from practica.kit.contracts.api import AuthorOut, Body, Input, Title, Topics, author_out

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


def page_of(thread: Thread, person: Any) -> str:
    """The uid of the page made of an answer, if ``person`` may see it."""
    if thread.page_entry_id is None:
        return ""
    seen = Entry.objects.visible_to(person).filter(pk=thread.page_entry_id)
    return seen.values_list("uid", flat=True).first() or ""


def line_of(entry: Any) -> dict[str, Any]:
    """One thread of a list."""
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


def shown_post(shown: queries.ShownPost) -> PostOut:
    """A post with its comments, as its reader stands to it."""
    comments = [CommentOut(**comment_of(one)) for one in shown.comments if not one.is_deleted]
    return post_out(shown.post, has_voted=shown.has_voted, comments=comments)


def post_out(post: Post, *, has_voted: bool = False, comments: list[CommentOut] | None = None) -> PostOut:
    """A post."""
    return PostOut(
        **comment_of(post),
        kind=post.kind,
        votes=post.vote_count,
        is_accepted=post.is_accepted,
        has_voted=has_voted,
        url=post.get_absolute_url(),
        comments=comments or [],
    )


def comment_of(post: Post) -> dict[str, Any]:
    """What a post and a comment have in common."""
    return {
        "uid": post.uid,
        "body": post.body,
        "html": post.html,
        "author": author_out(post.author),
        "created": post.created,
        "edited": post.edited,
    }
