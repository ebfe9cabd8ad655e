"""Scenes the tests of notifications share: a question that is answered."""

from __future__ import annotations

from typing import Any

from practica.core.people.models import Person
from practica.reach.notifications.models import Notice
from practica.reach.notifications.queries import unread_count
from tests.builders import a_colleague, settle
from tests.builders.discussions import a_question, an_answer


def an_answered_question(**more: Any) -> tuple[Person, Person, Any]:
    """Who asked, who answered, and the thread; listeners have done their work."""
    ann, bob = a_colleague("Ann"), a_colleague("Bob")
    question = a_question(by=ann, title="Which torque?", **more)
    an_answer(to=question, by=bob)
    settle()
    return ann, bob, question


def shown_to(person: Person) -> list[Notice]:
    """What the inbox of ``person`` holds for her now, as a new request would find it."""
    return list(Notice.objects.visible_to(Person.objects.get(pk=person.pk)).newest_first())


def unread_of(person: Person) -> int:
    """The figure beside her inbox, on whatever device she looks."""
    return unread_count(Person.objects.get(pk=person.pk))
