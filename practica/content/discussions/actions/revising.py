"""Editing a post, deleting it, bringing it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.discussions import access, facts, text
from practica.content.discussions.actions.answers import take_back_acceptance
from practica.content.discussions.actions.writing import demand_words, keep_links
from practica.content.discussions.models import Post, PostRevision, Thread
from practica.core.entries.actions import (
    bin_entry,
    clean_title,
    replied,
    restore_entry,
    says_something_else,
    set_topics,
    text_changed,
)
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, Stale, demand


@transaction.atomic
def edit_post(
    post: Post,
    *,
    body: str,
    title: str | None = None,
    topics: Iterable[str] | None = None,
    started_from_edited: dt.datetime | None,
    actor: Person,
) -> Post:
    """Give ``post`` another text; the former one is kept. ``title`` and ``topics`` are those of the thread
    and only go with its opening; None leaves them.

    ``started_from_edited`` is the ``edited`` of the text the editor began with. Raises Stale, carrying the
    post as it is now, when somebody else saved meanwhile.
    """
    demand(access.can_edit_post(actor, post), _("You cannot edit this."))
    now = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__entry__community")
        .get(pk=post.pk)
    )
    if now.edited != started_from_edited:
        raise Stale(_("Somebody else edited this meanwhile."), current=now)
    is_opening = now.kind == Post.Kind.OPENING
    if not is_opening and (title is not None or topics is not None):
        raise TypeError("Only an opening has a title and topics.")
    entry = now.thread.entry
    read = text.read(body, community=entry.community, seen_by=actor)
    if not (is_opening and now.thread.is_question):
        demand_words(read)
    retitled = title is not None and clean_title(title) != entry.title
    if topics is not None:
        set_topics(entry, topics, actor=actor)
    if read.body == now.body and not retitled:
        return now
    _keep_former(now, title=entry.title if is_opening else "")
    before = text.read(now.body, community=entry.community, seen_by=actor).mentioned
    had_links = bool(now.links)
    now.body, now.html, now.links = read.body, read.html, read.links_kept
    now.edited, now.edited_by = timezone.now(), actor
    now.save(update_fields=["body", "html", "links", "edited", "edited_by"])
    if is_opening:
        text_changed(entry, title=entry.title if title is None else title, summary=read.summary, actor=actor)
    elif now.is_accepted:
        says_something_else(entry)
    if read.links or had_links:
        keep_links(now.thread)
    mentioned = tuple(person_id for person_id in read.mentioned if person_id not in before)
    record(facts.PostEdited(**_where(now, actor), mentioned=mentioned))
    return now


def _keep_former(post: Post, *, title: str) -> None:
    PostRevision.objects.create(
        post=post,
        title=title,
        body=post.body,
        written=post.edited or post.created,
        written_by_id=post.edited_by_id or post.author_id,
    )


@transaction.atomic
def delete_post(post: Post, *, actor: Person) -> None:
    """Take ``post`` away; its author and leads can restore it. Deleting an opening puts the thread into the
    bin."""
    demand(access.can_delete_post(actor, post), _("You cannot delete this."))
    if post.kind == Post.Kind.OPENING:
        bin_entry(post.thread.entry, actor=actor)
        return
    _demand_parent_stands(post, _("What it is on was deleted already."))
    now = _hold(post)
    if now.is_deleted:
        return
    if now.is_accepted:
        take_back_acceptance(post)
    post.deleted_at, post.deleted_by = timezone.now(), actor
    post.save(update_fields=["deleted_at", "deleted_by"])
    _count(post, -1, actor=actor)
    record(facts.PostDeleted(**_where(post, actor)))


@transaction.atomic
def restore_post(post: Post, *, actor: Person) -> None:
    """Bring a deleted post back. What a lead deleted, only a lead restores."""
    allowed = access.can_delete_post(actor, post)
    if post.deleted_by_id not in (None, post.author_id):
        allowed = access.can_lock(actor, post.thread)
    demand(allowed, _("You cannot restore this."))
    if post.kind == Post.Kind.OPENING:
        restore_entry(post.thread.entry, actor=actor)
        return
    _demand_parent_stands(post, _("Restore the post it is on first."))
    if not _hold(post).is_deleted:
        return
    post.deleted_at = post.deleted_by = None
    post.save(update_fields=["deleted_at", "deleted_by"])
    _count(post, 1, actor=actor)
    record(facts.PostRestored(**_where(post, actor)))


def _hold(post: Post) -> Post:
    """How ``post`` stands now. Its thread is held first, as who accepts an answer does: else each of the two
    would wait for what the other holds."""
    Thread.objects.select_for_update().get(pk=post.thread_id)
    return Post.objects.select_for_update().get(pk=post.pk)


def _demand_parent_stands(post: Post, sentence: str) -> None:
    if post.parent_id is not None and not Post.objects.standing().filter(pk=post.parent_id).exists():
        raise Invalid(sentence)


def _count(post: Post, by: int, *, actor: Person) -> None:
    """Count a post and the comments that stand under it."""
    comments = Post.objects.standing().filter(parent=post).count()
    if post.kind != Post.Kind.COMMENT:
        Thread.objects.filter(pk=post.thread_id).update(answer_count=F("answer_count") + by)
    # Restoring is no new activity: it keeps the date of the post.
    replied(post.thread.entry, by=by * (1 + comments), at=post.created, actor=actor)
    if post.links:
        keep_links(post.thread)


def _where(post: Post, actor: Person) -> dict[str, Any]:
    entry = post.thread.entry
    return {
        "actor_id": actor.pk,
        "subject_id": post.author_id,
        "community_id": entry.community_id,
        "entry_id": entry.pk,
        "post_id": post.pk,
    }
