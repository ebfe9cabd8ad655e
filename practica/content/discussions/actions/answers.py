"""Saying which answer helped, and making a page of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from practica.content.discussions import access, facts
from practica.content.discussions.actions.writing import keep_links
from practica.content.discussions.models import Post, PostVote, Thread
from practica.core.entries.actions import says_something_else
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.contracts import capture


@transaction.atomic
def vote(post: Post, *, actor: Person) -> None:
    """Say that ``post`` helped. Voting twice counts once."""
    demand(access.can_vote(actor, post), _("Members vote, and not on their own."))
    _one, new = PostVote.objects.get_or_create(person=actor, post=post)
    if new:
        Post.objects.filter(pk=post.pk).update(vote_count=F("vote_count") + 1)


@transaction.atomic
def unvote(post: Post, *, actor: Person) -> None:
    """Take one's vote back."""
    gone, _by_model = PostVote.objects.filter(person=actor.pk, post=post).delete()
    if gone:
        Post.objects.filter(pk=post.pk).update(vote_count=F("vote_count") - 1)


@transaction.atomic
def accept(answer: Post, *, actor: Person) -> None:
    """Mark ``answer`` as the one that helped. A question has at most one; the former one steps back."""
    _hold(answer)
    demand(access.can_accept(actor, answer), _("Only the person who asked, or a lead, can accept an answer."))
    if answer.is_accepted:
        return
    Post.objects.filter(thread=answer.thread_id, is_accepted=True).update(is_accepted=False)
    Post.objects.filter(pk=answer.pk).update(is_accepted=True)
    answer.is_accepted = True
    _settle(answer.thread, answer, actor)
    record(facts.AnswerAccepted(**_where(answer, actor)))


@transaction.atomic
def unaccept(answer: Post, *, actor: Person) -> None:
    """Open the question again."""
    _hold(answer)
    demand(access.can_accept(actor, answer), _("Only the person who asked, or a lead, can change this."))
    if answer.is_accepted:
        take_back_acceptance(answer)
        record(facts.AnswerUnaccepted(**_where(answer, actor)))


def _hold(answer: Post) -> None:
    """Let nobody else settle the question until the transaction ends, and know how ``answer`` stands now."""
    Thread.objects.select_for_update().get(pk=answer.thread_id)
    answer.refresh_from_db(fields=["is_accepted", "deleted_at"])


def take_back_acceptance(answer: Post) -> None:
    """Let nothing be accepted, inside the caller's action."""
    Post.objects.filter(pk=answer.pk).update(is_accepted=False)
    answer.is_accepted = False
    _settle(answer.thread, None, None)


def _settle(thread: Thread, answer: Post | None, by: Person | None) -> None:
    thread.accepted, thread.accepted_by = answer, by
    thread.save(update_fields=["accepted", "accepted_by"])
    says_something_else(thread.entry)


@transaction.atomic
def make_page(answer: Post, *, title: str = "", actor: Person) -> Any:
    """Make a page of an accepted answer; returns its entry.

    The page keeps the answer's author and leads back to the question; the question leads to the page.
    ``title`` is the question's unless given. Raises Refused for whoever writes no pages here, Invalid when
    it is a page already.
    """
    answer = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__entry__community")
        .get(pk=answer.pk)
    )
    if answer.became_id is not None:
        raise Invalid(_("This answer is a page already."))
    demand(access.can_make_page(actor, answer), _("You cannot make pages of answers here."))
    thread = answer.thread
    if thread.entry.audience == Entry.Audience.NAMED:
        raise Invalid(
            _("Only named people can read this. Let more people read it before you make it a page.")
        )
    page_entry = capture.make_page(
        community=thread.entry.community,
        title=title or thread.entry.title,
        body=answer.body,
        author=answer.author,
        source_entry=thread.entry,
        actor=actor,
    )
    answer.became = page_entry
    answer.save(update_fields=["became"])
    thread.page_entry = page_entry
    thread.save(update_fields=["page_entry"])
    keep_links(thread)
    record(facts.AnswerBecamePage(**_where(answer, actor), page_entry_id=page_entry.pk))
    return page_entry


def _where(answer: Post, actor: Person) -> dict[str, Any]:
    entry = answer.thread.entry
    return {
        "actor_id": actor.pk,
        "subject_id": answer.author_id,
        "community_id": entry.community_id,
        "entry_id": entry.pk,
        "post_id": answer.pk,
    }
