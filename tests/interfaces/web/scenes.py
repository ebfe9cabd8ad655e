"""Scenes the tests of the web frame share."""

from __future__ import annotations

from typing import Any

from practica.core.communities.models import Community
from practica.core.people.models import Person
from tests.builders import a_colleague, a_community, a_member, a_page, settle
from tests.builders.discussions import a_discussion, a_question, an_answer


def a_lively_place(reader: Person, **values: Any) -> Community:
    """A community ``reader`` belongs to, with some of each kind by somebody else."""
    lead = a_colleague("Lea")
    community = a_community(led_by=lead, **values)
    a_member(of=community, person=reader)
    for _number in range(4):
        a_page(in_=community, by=lead)
        a_discussion(in_=community, by=lead)
        an_answer(to=a_question(in_=community, by=lead), by=a_colleague())
        a_question(in_=community, by=lead)
    settle()
    return community


def text_of(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())
