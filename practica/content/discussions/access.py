"""Who may ask, answer, accept, edit and delete. Sight is asked by whoever loads the thread."""

from __future__ import annotations

from typing import Any

from practica.content.discussions.models import Post, Thread
from practica.core.communities.access import can_contribute, can_lead, can_write, is_core
from practica.core.communities.models import Community
from practica.kit.access import verb


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
def can_comment(person: Any, post: Post) -> bool:
    """Whoever may answer comments on what stands; a comment has no comments."""
    return not post.is_deleted and post.kind != Post.Kind.COMMENT and can_answer(person, post.thread)


@verb("discussions.edit_post")
def can_edit_post(person: Any, post: Post) -> bool:
    """Its author while the thread is open; the core group any post."""
    if post.is_deleted:
        return False
    if is_core(person, post.thread.entry.community_id):
        return True
    return post.author_id == person.pk and can_answer(person, post.thread)


@verb("discussions.delete_post")
def can_delete_post(person: Any, post: Post) -> bool:
    """Its author while a member; leads any post."""
    community = post.thread.entry.community
    own = person.pk is not None and post.author_id == person.pk and can_contribute(person, community)
    return own or can_lead(person, community)


@verb("discussions.vote")
def can_vote(person: Any, post: Post) -> bool:
    """Members vote on answers and replies that stand; not on their own."""
    votable = post.kind in (Post.Kind.ANSWER, Post.Kind.REPLY) and not post.is_deleted
    return votable and post.author_id != person.pk and can_contribute(person, post.thread.entry.community)


@verb("discussions.accept")
def can_accept(person: Any, answer: Post) -> bool:
    """Who asked, while a member, and leads; only an answer to a question that still stands."""
    thread = answer.thread
    if not thread.is_question or answer.kind != Post.Kind.ANSWER or answer.is_deleted:
        return False
    community = thread.entry.community
    asked = (
        person.pk is not None and thread.entry.author_id == person.pk and can_contribute(person, community)
    )
    return asked or can_lead(person, community)


@verb("discussions.make_page")
def can_make_page(person: Any, answer: Post) -> bool:
    """Whoever writes pages here, of an accepted answer that is none yet."""
    return (
        answer.is_accepted and answer.became_id is None and can_write(person, answer.thread.entry.community)
    )


@verb("discussions.lock")
def can_lock(person: Any, thread: Thread) -> bool:
    """Leads close a thread for new posts and open it again."""
    return can_lead(person, thread.entry.community)


@verb("discussions.keep_draft")
def can_keep_draft(person: Any, place: Any = None) -> bool:
    """Anyone signed in keeps what she types."""
    return bool(person.is_authenticated)
