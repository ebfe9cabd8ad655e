"""Builders of questions, discussions and what is posted in them, made through the house's own actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from practica.content.discussions.actions import answer, ask, discuss, reply
from practica.content.discussions.models import Post, Thread
from practica.core.communities.access import role_in
from practica.core.communities.models import Community
from practica.core.people.models import Person
from tests.builders.core import a_community, a_member

_number = count(1)


def a_question(
    *, in_: Community | None = None, by: Person | None = None, title: str = "", body: str = "", **more: Any
) -> Thread:
    """A question; whoever asks is a member."""
    community = in_ or a_community()
    asker = _member(by, community)
    return ask(
        community=community, title=title or f"Question {next(_number)}", body=body, actor=asker, **more
    )


def a_discussion(
    *,
    in_: Community | None = None,
    by: Person | None = None,
    title: str = "",
    body: str = "Let us talk.",
    **more: Any,
) -> Thread:
    """A discussion; whoever starts it is a member."""
    community = in_ or a_community()
    starter = _member(by, community)
    return discuss(
        community=community, title=title or f"Discussion {next(_number)}", body=body, actor=starter, **more
    )


def an_answer(*, to: Thread, by: Person | None = None, body: str = "", **more: Any) -> Post:
    """An answer to a question, in words of its own; whoever answers is a member."""
    body = body or f"Turn it off and on, {next(_number)} times."
    return answer(to, body=body, actor=_member(by, to.entry.community), **more)


def a_reply(*, to: Thread, by: Person | None = None, body: str = "", **more: Any) -> Post:
    """A reply in a discussion, in words of its own; whoever replies is a member."""
    body = body or f"I see it the same way, for {next(_number)} reasons."
    return reply(to, body=body, actor=_member(by, to.entry.community), **more)


def _member(person: Person | None, community: Community) -> Person:
    if person is not None and role_in(person, community.pk):
        return person
    guest = person is not None and not person.is_colleague
    return a_member(of=community, person=person, role="guest" if guest else "member")
