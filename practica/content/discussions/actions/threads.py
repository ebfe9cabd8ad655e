"""Asking a question, starting a discussion, closing either for new posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
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
from practica.content.discussions.models import DISCUSSION, QUESTION, Post, Thread
from practica.core.communities.access import is_core
from practica.core.communities.models import Community
from practica.core.entries.actions import clean_title, create_entry, mark_read, set_topics
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand


@transaction.atomic
def ask(
    *,
    community: Community,
    title: str,
    body: str = "",
    topics: Iterable[str] = (),
    author: Person | None = None,
    created: dt.datetime | None = None,
    audience: str = Entry.Audience.COMMUNITY,
    actor: Person,
) -> Thread:
    """Ask a question. The title may say it all; ``body`` may be empty. ``author`` and ``created`` are for
    leads who bring questions from elsewhere. Raises Refused for whoever is no member, Invalid for the
    text. The same words again within a minute are the question that is there."""
    demand(access.can_ask(actor, community), _("Join this community to ask here."))
    read = text.read(body, community=community, seen_by=actor)
    is_brought = bool(author or created)
    if not is_brought and (
        first := _sent_already(
            QUESTION, read, community=community, title=title, audience=audience, actor=actor
        )
    ):
        return first
    thread, opening = _start(
        QUESTION, read, community=community, title=title, topics=topics,
        author=author, created=created, audience=audience, actor=actor,
    )  # fmt: skip
    record(facts.QuestionAsked(**_told(thread, opening, read, actor)))
    return thread


@transaction.atomic
def discuss(
    *,
    community: Community,
    title: str,
    body: str,
    topics: Iterable[str] = (),
    author: Person | None = None,
    created: dt.datetime | None = None,
    audience: str = Entry.Audience.COMMUNITY,
    actor: Person,
) -> Thread:
    """Start a discussion. As :func:`ask`, but the first post says something."""
    demand(access.can_discuss(actor, community), _("Join this community to start a discussion here."))
    read = text.read(body, community=community, seen_by=actor)
    demand_words(read)
    is_brought = bool(author or created)
    if not is_brought and (
        first := _sent_already(
            DISCUSSION, read, community=community, title=title, audience=audience, actor=actor
        )
    ):
        return first
    thread, opening = _start(
        DISCUSSION, read, community=community, title=title, topics=topics,
        author=author, created=created, audience=audience, actor=actor,
    )  # fmt: skip
    record(facts.DiscussionStarted(**_told(thread, opening, read, actor)))
    return thread


def _start(
    kind: str,
    read: text.Text,
    *,
    community: Community,
    title: str,
    topics: Iterable[str],
    author: Person | None,
    created: dt.datetime | None,
    audience: str,
    actor: Person,
) -> tuple[Thread, Post]:
    _demand_audience(audience, community=community, actor=actor)
    writer = speaker(author, community=community, actor=actor)
    entry = create_entry(
        kind=kind,
        community=community,
        author=writer,
        title=title,
        summary=read.summary,
        audience=audience,
        created=created,
        actor=actor,
    )
    set_topics(entry, topics, actor=actor)
    thread = Thread.objects.create(entry=entry)
    opening = add_post(thread, read, kind=Post.Kind.OPENING, author=writer, created=created or entry.created)
    mark_read(entry, actor=actor)
    drop_draft(person=actor, community=community, kind=kind)
    return thread, opening


def _sent_already(
    kind: str, read: text.Text, community: Community, *, title: str, audience: str, actor: Person
) -> Thread | None:
    """What ``actor`` began with the same words for the same people a moment ago."""
    # Both presses may be on their way at once; the second waits here until the first is kept.
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=actor.pk)
    lately = Entry.objects.filter(
        kind=kind,
        community=community,
        author=actor,
        audience=audience,
        title=clean_title(title),
        state=Entry.State.PUBLISHED,
        created__gt=timezone.now() - PRESSED_TWICE,
    )
    same = Post.objects.filter(thread__entry__in=lately, kind=Post.Kind.OPENING, body=read.body)
    first = same.oldest_first().values_list("thread", flat=True).first()
    return Thread.objects.select_related("entry__community").get(pk=first) if first else None


def _demand_audience(audience: str, *, community: Community, actor: Person) -> None:
    offered = [Entry.Audience.COMMUNITY, Entry.Audience.MEMBERS]
    if is_core(actor, community.pk):
        offered.append(Entry.Audience.CORE)
    if audience not in offered:
        raise Invalid(_("You cannot post to this audience."), field="audience")


def _told(thread: Thread, opening: Post, read: text.Text, actor: Person) -> dict[str, Any]:
    return {
        "actor_id": actor.pk,
        "subject_id": opening.author_id,
        "community_id": thread.entry.community_id,
        "entry_id": thread.entry_id,
        "post_id": opening.pk,
        "mentioned": read.mentioned,
    }


@transaction.atomic
def lock(thread: Thread, *, actor: Person) -> None:
    """Close ``thread`` for new posts. Votes and acceptance stay open."""
    _set_locked(thread, locked=True, actor=actor)
    record(
        facts.ThreadLocked(
            actor_id=actor.pk, community_id=thread.entry.community_id, entry_id=thread.entry_id
        )
    )


@transaction.atomic
def unlock(thread: Thread, *, actor: Person) -> None:
    """Let members post in ``thread`` again."""
    _set_locked(thread, locked=False, actor=actor)
    record(
        facts.ThreadUnlocked(
            actor_id=actor.pk, community_id=thread.entry.community_id, entry_id=thread.entry_id
        )
    )


def _set_locked(thread: Thread, *, locked: bool, actor: Person) -> None:
    demand(access.can_lock(actor, thread), _("Only leads close a thread."))
    thread.is_locked = locked
    thread.save(update_fields=["is_locked"])
