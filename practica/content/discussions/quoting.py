"""The posts of threads as they stand, for those who may read them, to be quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from practica.content.discussions.facts import PostDeleted, PostEdited, PostRestored
from practica.content.discussions.models import DISCUSSION, QUESTION, Post
from practica.kit import markup
from practica.kit.contracts import quoting
from practica.kit.prepared import prepared

#: Of several long threads together so many posts are read; what helped most comes first.
MOST_POSTS = 200


def texts(keys: Sequence[str], *, person: Any) -> dict[str, list[quoting.Stretch]]:
    """The posts of these threads: what helped first, then by votes."""
    key_of = {key.partition(":")[2]: key for key in keys}
    found: dict[str, list[quoting.Stretch]] = {}
    for post in _posts(person, uids=list(key_of)):
        entry = post.thread.entry
        key = key_of[entry.uid]
        found.setdefault(key, []).extend(_stretches(post, entry.kind))
    return found


def _stretches(post: Post, kind: str) -> Iterator[quoting.Stretch]:
    """What stands under each heading of a post; most have none."""
    opening = post.kind == Post.Kind.OPENING
    for section in markup.sections(post.html):
        yield quoting.Stretch(
            text=section.text,
            anchor="" if opening else post.anchor,
            heading=section.heading,
            writer=post.author.name if post.author and not opening else "",
            role=_role(post, kind),
        )


@prepared
def _posts(person: Any, *, uids: list[str]) -> Any:
    rows = Post.objects.visible_to(person).standing().filter(thread__entry__uid__in=uids)
    # A deleted answer takes its comments out of sight with it.
    rows = rows.filter(Q(parent__isnull=True) | Q(parent__deleted_at__isnull=True))
    rows = rows.select_related("thread__entry", "author")
    rows = rows.only(
        "uid", "kind", "html", "is_accepted", "vote_count", "created",
        "thread__entry__uid", "thread__entry__kind", "author__name",
    )  # fmt: skip
    return rows.order_by("-is_accepted", "-vote_count", "created", "pk")[:MOST_POSTS]


def _role(post: Post, kind: str) -> str:
    if post.is_accepted:
        return quoting.ACCEPTED
    if post.kind == Post.Kind.OPENING:
        return quoting.QUESTION if kind == QUESTION else quoting.TEXT
    return quoting.ANSWER if post.kind == Post.Kind.ANSWER else quoting.REPLY


for _kind in (QUESTION, DISCUSSION):
    quoting.register(quoting.Quotable(kind=_kind, texts=texts, facts=(PostEdited, PostDeleted, PostRestored)))
