"""Answering, replying, commenting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.discussions import access, facts, text
from practica.content.discussions.actions.writing import (
    PRESSED_TWICE,
    add_post,
    demand_words,
    drop_draft,
    speaker,
)
from practica.content.discussions.models import Post, Thread
from practica.core.communities.access import can_contribute
from practica.core.entries.actions import replied
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.prepared import prepared, prepared_change


@transaction.atomic
def answer(
    question: Thread,
    *,
    body: str,
    author: Person | None = None,
    created: dt.datetime | None = None,
    actor: Person,
) -> Post:
    """Answer ``question``. ``author`` and ``created`` are for leads who bring answers from elsewhere.

    The same words by the same person within a minute are the same answer: the first is returned.
    """
    if not question.is_question:
        raise Invalid(_("This is a discussion. Reply to it."))
    return _post(
        question, Post.Kind.ANSWER, facts.AnswerPosted, body=body, author=author, created=created, actor=actor
    )


@transaction.atomic
def reply(
    discussion: Thread,
    *,
    body: str,
    author: Person | None = None,
    created: dt.datetime | None = None,
    actor: Person,
) -> Post:
    """Reply in ``discussion``. As :func:`answer`."""
    if discussion.is_question:
        raise Invalid(_("This is a question. Answer it."))
    return _post(
        discussion, Post.Kind.REPLY, facts.ReplyPosted, body=body, author=author, created=created, actor=actor
    )


@transaction.atomic
def comment(
    post: Post,
    *,
    body: str,
    author: Person | None = None,
    created: dt.datetime | None = None,
    actor: Person,
) -> Post:
    """Comment on ``post`` (an opening, an answer, a reply). As :func:`answer`."""
    _demand_open(post.thread, actor)
    demand(access.can_comment(actor, post), _("You cannot comment on this."))
    return _post(
        post.thread, Post.Kind.COMMENT, facts.CommentPosted,
        body=body, author=author, created=created, parent=post, actor=actor,
    )  # fmt: skip


def _post(
    thread: Thread,
    kind: Post.Kind,
    fact: type[facts.Posted],
    *,
    body: str,
    author: Person | None,
    created: dt.datetime | None,
    parent: Post | None = None,
    actor: Person,
) -> Post:
    _demand_open(thread, actor)
    community = thread.entry.community
    read = text.read(body, community=community, seen_by=actor)
    demand_words(read)
    writer = speaker(author, community=community, actor=actor)
    if created is None and (first := _sent_already(thread, read, kind=kind, author=writer, parent=parent)):
        return first
    post = add_post(thread, read, kind=kind, author=writer, parent=parent, created=created)
    if kind != Post.Kind.COMMENT:
        _has_one_more(thread=thread.pk)
        drop_draft(person=actor, thread=thread)
    replied(thread.entry, at=created, actor=actor)
    record(
        fact(
            actor_id=actor.pk,
            subject_id=parent.author_id if parent else thread.entry.author_id,
            community_id=community.pk,
            entry_id=thread.entry_id,
            post_id=post.pk,
            mentioned=read.mentioned,
        )
    )
    return post


def _sent_already(
    thread: Thread, read: text.Text, *, kind: Post.Kind, author: Person, parent: Post | None
) -> Post | None:
    """The same words by the same person in the same place a moment ago: a button pressed twice sends twice.

    What is brought from elsewhere has a date of its own and is never taken for that.
    """
    # Both presses may be on their way at once; the second waits here until the first is kept.
    _locked(None, thread=thread.pk)
    # Nearly always there is none: only its number is asked for.
    first = _same_words.first(
        None,
        thread=thread.pk,
        kind=str(kind),
        parent=parent.pk if parent else None,
        author=author.pk,
        body=read.body,
        since=timezone.now() - PRESSED_TWICE,
    )
    return Post.objects.select_related("thread__entry__community", "author").get(pk=first) if first else None


@prepared
def _locked(_person: Any, *, thread: int) -> Any:
    return Thread.objects.select_for_update(no_key=True).filter(pk=thread).values_list("pk", flat=True)


@prepared
def _same_words(_person: Any, *, since: dt.datetime, **where: Any) -> Any:
    same = Post.objects.standing().filter(created__gt=since, **where)
    return same.oldest_first().values_list("pk", flat=True)[:1]


@prepared_change
def _has_one_more(*, thread: int) -> Any:
    return Thread.objects.filter(pk=thread), {"answer_count": F("answer_count") + 1}


def _demand_open(thread: Thread, actor: Person) -> None:
    """Raise Refused with the reason that fits."""
    demand(can_contribute(actor, thread.entry.community), _("Join this community to write here."))
    demand(access.can_answer(actor, thread), _("This is closed; nobody can post here any more."))
