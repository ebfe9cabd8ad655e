"""Talks about passages for machines: read, begin, reply, settle, take up again, delete."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from practica.content.annotations import actions, queries
from practica.content.annotations.models import LONGEST_QUOTE, Annotation
from practica.content.annotations.texts import LONGEST
from practica.core.entries.models import Entry
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, AuthorOut, Input, author_out
from practica.kit.http import Request

router = Router(tags=["Comments"])


class ReplyOut(Schema):
    """An answer in a talk."""

    uid: str
    author: AuthorOut | None
    body: str
    html: str
    created: dt.datetime


class PassageCommentOut(Schema):
    """What somebody says about a passage. ``quote`` is the passage as it was then; ``exact``, ``prefix`` and
    ``suffix`` find it in the text as it is now, unless it ``is_gone``."""

    uid: str
    entry: str
    url: str
    quote: str
    exact: str
    prefix: str
    suffix: str
    is_gone: bool
    is_resolved: bool
    author: AuthorOut | None
    body: str
    html: str
    created: dt.datetime
    replies: list[ReplyOut]


class CommentIn(Input):
    """A passage, as W3C's text quote selector says it, and what is said about it (Markdown)."""

    quote: str = Field(min_length=1, max_length=LONGEST_QUOTE * 2, examples=["the flush plan"])
    prefix: str = Field("", max_length=500)
    suffix: str = Field("", max_length=500)
    body: str = Field(min_length=1, max_length=LONGEST)


class ReplyIn(Input):
    """What is replied (Markdown)."""

    body: str = Field(min_length=1, max_length=LONGEST)


@router.get(
    "/entries/{uid}/comments",
    response={200: list[PassageCommentOut], **REFUSALS},
    operation_id="list_comments",
    summary="Comments on passages",
)
@door("annotations.see")
def index(request: Request, uid: str) -> list[PassageCommentOut]:
    """Open ones as they stand in the text, those whose passage is gone, then the last resolved."""
    talks = queries.talks_about(_entry(request, uid), seen_by=request.user)
    return [_out(one) for one in (*talks.open, *talks.gone, *talks.resolved)]


@router.post(
    "/entries/{uid}/comments",
    response={201: PassageCommentOut, **REFUSALS},
    operation_id="comment_on_passage",
    summary="Comment on a passage",
)
@door("annotations.comment")
def comment(request: Request, uid: str, data: CommentIn) -> Status[PassageCommentOut]:
    """Members of the community comment, its guests included."""
    made = actions.comment(_entry(request, uid), **data.dict(), actor=request.user)
    return Status(201, _out(made))


@router.post(
    "/comments/{uid}/replies",
    response={201: PassageCommentOut, **REFUSALS},
    operation_id="reply_to_comment",
    summary="Reply",
)
@door("annotations.reply")
def reply(request: Request, uid: str, data: ReplyIn) -> Status[PassageCommentOut]:
    """Answers with the whole talk."""
    annotation = _annotation(request, uid)
    actions.reply(annotation, body=data.body, actor=request.user)
    return Status(201, _out(_annotation(request, uid)))


@router.post(
    "/comments/{uid}/resolve",
    response={200: PassageCommentOut, **REFUSALS},
    operation_id="resolve_comment",
    summary="Resolve",
)
@door("annotations.resolve")
def resolve(request: Request, uid: str) -> PassageCommentOut:
    """Settles a talk; it stays to be read."""
    actions.resolve(_annotation(request, uid), actor=request.user)
    return _out(_annotation(request, uid))


@router.post(
    "/comments/{uid}/reopen",
    response={200: PassageCommentOut, **REFUSALS},
    operation_id="reopen_comment",
    summary="Reopen",
)
@door("annotations.resolve")
def reopen(request: Request, uid: str) -> PassageCommentOut:
    """Takes a settled talk up again."""
    actions.reopen(_annotation(request, uid), actor=request.user)
    return _out(_annotation(request, uid))


@router.delete(
    "/comments/{uid}", response={204: None, **REFUSALS}, operation_id="delete_comment", summary="Delete it"
)
@door("annotations.delete")
def delete(request: Request, uid: str) -> Status[None]:
    """Who said it, while nobody has replied; leads any."""
    actions.delete(_annotation(request, uid), actor=request.user)
    return Status(204, None)


def _entry(request: Request, uid: str) -> Entry:
    entry: Entry = get_visible_or_404(Entry.objects.select_related("community"), request.user, uid=uid)
    return entry


def _annotation(request: Request, uid: str) -> Annotation:
    rows = Annotation.objects.select_related("entry__community", "author")
    annotation: Annotation = get_visible_or_404(rows, request.user, uid=uid)
    return annotation


def _out(annotation: Annotation) -> PassageCommentOut:
    known: Any = getattr(annotation, "shown_replies", None)
    replies = (
        annotation.replies.select_related("author").order_by("created", "pk") if known is None else known
    )
    return PassageCommentOut(
        uid=annotation.uid,
        entry=annotation.entry.uid,
        url=annotation.get_absolute_url(),
        quote=annotation.quote,
        exact=annotation.exact,
        prefix=annotation.prefix,
        suffix=annotation.suffix,
        is_gone=annotation.is_gone,
        is_resolved=not annotation.is_open,
        author=author_out(annotation.author),
        body=annotation.body,
        html=annotation.html,
        created=annotation.created,
        replies=[
            ReplyOut(
                uid=one.uid, author=author_out(one.author), body=one.body, html=one.html, created=one.created
            )
            for one in replies
        ],
    )
