"""Who may ask, answer, accept, edit and delete. Sight is asked by whoever loads the thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from practica.content.discussions.models import Post, Thread
from practica.core.communities.access import can_contribute, can_lead, can_write, is_core
from practica.core.communities.models import Community
from practica.kit.access import verb


@dataclass(frozen=True)
class Standing:
    """What somebody may do in a thread whichever post it is about: the rules below ask the same of every post
    of a page. Who has many posts before her works it out once and tells them."""

    contributes: bool
    leads: bool
    is_core: bool
    writes_pages: bool
    has_asked: bool
    is_open: bool


def standing_in(person: Any, thread: Thread) -> Standing:
    """How ``person`` stands in ``thread``."""
    community = thread.entry.community
    return Standing(
        contributes=can_contribute(person, community),
        leads=can_lead(person, community),
        is_core=is_core(person, community.pk),
        writes_pages=can_write(person, community),
        has_asked=person.pk is not None and thread.is_question and thread.entry.author_id == person.pk,
        is_open=thread.is_open,
    )


@verb("discussions.ask")
def can_ask(person: Any, community: Community) -> bool:
    """Every member asks, guests included."""
    return can_contribute(person, community)


@verb("discussions.discuss")
def can_discuss(person: Any, community: Community) -> bool:
    """Every member starts discussions, guests included."""
    return can_contribute(person, community)


@verb("discussions.answer")
def can_answer(person: Any, thread: Thread) -> bool:
    """Every member answers and replies while the thread is open."""
    return thread.is_open and can_contribute(person, thread.entry.community)


@verb("discussions.comment")
def can_comment(person: Any, post: Post, standing: Standing | None = None) -> bool:
    """Whoever may answer comments on what stands; a comment has no comments."""
    if post.is_deleted or post.kind == Post.Kind.COMMENT:
        return False
    here = standing or standing_in(person, post.thread)
    return here.is_open and here.contributes


@verb("discussions.edit_post")
def can_edit_post(person: Any, post: Post, standing: Standing | None = None) -> bool:
    """Its author while the thread is open; the core group any post."""
    if post.is_deleted:
        return False
    here = standing or standing_in(person, post.thread)
    return here.is_core or (post.author_id == person.pk and here.is_open and here.contributes)


@verb("discussions.delete_post")
def can_delete_post(person: Any, post: Post, standing: Standing | None = None) -> bool:
    """Its author while a member; leads any post."""
    here = standing or standing_in(person, post.thread)
    own = person.pk is not None and post.author_id == person.pk
    return here.leads or (own and here.contributes)


@verb("discussions.vote")
def can_vote(person: Any, post: Post, standing: Standing | None = None) -> bool:
    """Members vote on answers and replies that stand; not on their own."""
    if post.kind not in (Post.Kind.ANSWER, Post.Kind.REPLY) or post.is_deleted:
        return False
    here = standing or standing_in(person, post.thread)
    return here.contributes and post.author_id != person.pk


@verb("discussions.accept")
def can_accept(person: Any, answer: Post, standing: Standing | None = None) -> bool:
    """Who asked, while a member, and leads; only an answer to a question that still stands."""
    if answer.kind != Post.Kind.ANSWER or answer.is_deleted or not answer.thread.is_question:
        return False
    here = standing or standing_in(person, answer.thread)
    return here.leads or (here.has_asked and here.contributes)


@verb("discussions.make_page")
def can_make_page(person: Any, answer: Post, standing: Standing | None = None) -> bool:
    """Whoever writes pages here, of an accepted answer that is none yet."""
    if not answer.is_accepted or answer.became_id is not None:
        return False
    return (standing or standing_in(person, answer.thread)).writes_pages


@verb("discussions.lock")
def can_lock(person: Any, thread: Thread) -> bool:
    """Leads close a thread for new posts and open it again."""
    return can_lead(person, thread.entry.community)


@verb("discussions.keep_draft")
def can_keep_draft(person: Any, place: Any = None) -> bool:
    """Anyone signed in keeps what she types."""
    return bool(person.is_authenticated)
