"""Asking, answering, discussing; helping one another find the answer that helped. The only writer of this
app."""

from practica.content.discussions.actions.answers import accept, make_page, unaccept, unvote, vote
from practica.content.discussions.actions.drafts import keep_draft, throw_draft_away
from practica.content.discussions.actions.posts import answer, comment, reply
from practica.content.discussions.actions.revising import delete_post, edit_post, restore_post
from practica.content.discussions.actions.threads import ask, discuss, lock, unlock

__all__ = [
    "accept",
    "answer",
    "ask",
    "comment",
    "delete_post",
    "discuss",
    "edit_post",
    "keep_draft",
    "lock",
    "make_page",
    "reply",
    "restore_post",
    "throw_draft_away",
    "unaccept",
    "unlock",
    "unvote",
    "vote",
]
