"""The posts of a page ready to show: every address and every right worked out before the template runs.

A thread shows the same few buttons many times over; asking for each inside the template would cost more
than all the rest of the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from practica.content.discussions import access
from practica.content.discussions.models import Post
from practica.content.discussions.queries import Page, ShownPost
from practica.core.people.models import Person
from practica.kit.addresses import address
from practica.kit.ui import moments

Show = Callable[[dt.datetime], str]


@dataclass(kw_only=True)
class Row:
    """One post. ``url`` is its permalink, below which its actions live; ``about`` says who its author is;
    ``starts_new`` asks for the line "New since you were here" before it."""

    post: Post
    url: str
    about: str
    # When it was written, in words, where who makes many rows has worked it out.
    when: str = ""
    has_voted: bool = False
    starts_new: bool = False
    comments: list[Row] = field(default_factory=list)
    may_vote: bool = False
    may_comment: bool = False
    may_accept: bool = False
    may_step_back: bool = False
    may_make_page: bool = False
    may_edit: bool = False
    may_delete: bool = False
    is_written_on: bool = False

    @property
    def key(self) -> tuple[Any, ...] | None:
        """All that a plain post shows; None for those that show more (the opening, the accepted answer, the
        post a comment is being written on: what somebody typed is hers alone)."""
        post, author = self.post, self.post.author
        if post.kind == Post.Kind.OPENING or post.is_accepted or post.became_id or self.is_written_on:
            return None
        return (
            # The text too: it is rendered again when what it links to moves.
            post.uid, post.kind, hash(post.html), post.vote_count, post.deleted_at, self.url,
            self.when or moments.shown(post.created), post.edited and moments.shown(post.edited),
            author and (author.name, author.handle), self.about, self.has_voted, self.starts_new,
            self.may_vote, self.may_comment, self.may_accept, self.may_step_back, self.may_make_page,
            self.may_edit, self.may_delete, tuple(comment.key for comment in self.comments),
        )  # fmt: skip

    @property
    def has_menu(self) -> bool:
        """Whether there is anything under "More"."""
        return self.may_edit or self.may_delete or self.may_step_back


def rows_of(page: Page, person: Any, *, commented_on: str = "") -> list[Row]:
    """Every post of ``page`` in order, as ``person`` may deal with it.

    ``commented_on`` is the uid of the post that carries the comment form.
    """
    rows = list(_rows(page, person))
    for row in rows:
        row.is_written_on = row.post.uid == commented_on
    return rows


def _rows(page: Page, person: Any) -> Iterator[Row]:
    first = next(iter(page.shown), None)
    if first is None:
        return
    # A page is of one thread.
    standing, show = access.standing_in(person, first.post.thread), moments.showing()
    for shown in (page.opening, page.accepted, *page.seen):
        if shown is not None:
            yield _row(shown, person, standing, show)
    for number, shown in enumerate(page.new):
        row = _row(shown, person, standing, show)
        row.starts_new = number == 0
        yield row


def _row(shown: ShownPost, person: Any, standing: access.Standing, show: Show) -> Row:
    row = _plain(shown.post, person, standing, show)
    row.has_voted = shown.has_voted
    row.comments = [_plain(comment, person, standing, show) for comment in shown.comments]
    return row


def _plain(post: Post, person: Any, standing: access.Standing, show: Show) -> Row:
    may_settle = access.can_accept(person, post, standing)
    return Row(
        post=post,
        url=address("discussions:permalink", post.uid),
        about=_about(post.author),
        when=show(post.created),
        may_vote=access.can_vote(person, post, standing),
        may_comment=access.can_comment(person, post, standing),
        may_accept=may_settle and not post.is_accepted,
        may_step_back=may_settle and post.is_accepted,
        may_make_page=access.can_make_page(person, post, standing),
        may_edit=access.can_edit_post(person, post, standing),
        may_delete=access.can_delete_post(person, post, standing),
    )


def _about(author: Person | None) -> str:
    """A few words on who somebody is: what she says of herself, else where she belongs."""
    if author is None:
        return ""
    return author.headline or str(author.unit or author.organisation or "")
