"""People who know, by what the reader sees of their work or by their own word; never by what is hidden."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.content.discussions.actions import accept
from practica.core.communities.models import Community
from practica.reach.search import queries
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, an_answer, settle
from tests.builders.library import a_resource

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def named(words, person):
    found = queries.find(words, person=person)
    return {one.person.name: one.evidence for one in queries.experts(words, found.hits, person=person)}


@pytest.fixture
def yard():
    """A public community where Ann wrote two pages and Bo gave an accepted answer to Cy."""
    yard = a_community("Yard", audience=Community.Audience.PUBLIC)
    ann, bo, cy = (a_member(of=yard, person=a_colleague(name)) for name in ("Ann", "Bo", "Cy"))
    a_page(in_=yard, by=ann, title="Compost", body="Turn the compost.")
    a_page(in_=yard, by=ann, title="More compost", body="Compost is warm.")
    question = a_question(in_=yard, by=cy, title="Cold compost?", body="Why is my compost cold?")
    accept(an_answer(to=question, by=bo, body="Feed the compost."), actor=cy)
    settle()
    return yard


def test_who_wrote_and_who_answered_are_named_with_the_evidence_and_who_asked_is_not(yard):
    assert named("compost", a_colleague()) == {"Ann": ["2 pages"], "Bo": ["1 accepted answer"]}


def test_nobody_is_named_to_herself_or_to_a_stranger(yard):
    ann = yard.entries.filter(title="Compost").get().author

    assert list(named("compost", ann)) == ["Bo"]
    assert named("compost", AnonymousUser()) == {}


def test_a_guest_is_named_nobody_whom_she_does_not_know(yard):
    assert named("compost", a_guest()) == {}


def test_who_wants_to_be_asked_about_it_is_named(yard):
    a_colleague("Dora", ask_me_about="Worms, composting, tea")

    assert "Dora" in named("compost heaps", a_colleague())
    assert "Dora" not in named("bicycles", a_colleague())


def test_work_in_a_place_she_cannot_see_says_nothing():
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    eve = a_member(of=vault, person=a_colleague("Eve"))
    a_page(in_=vault, by=eve, title="Zanzibar", body="Zanzibar.")
    settle()

    assert named("zanzibar", a_colleague()) == {}
    assert "Eve" in named("zanzibar", a_member(of=vault))


def test_who_brought_a_resource_is_named_with_it():
    yard = a_community("Yard", audience=Community.Audience.PUBLIC)
    a_resource(in_=yard, by=a_member(of=yard, person=a_colleague("Ann")), title="The compost book")
    settle()

    assert named("compost book", a_colleague()) == {"Ann": ["1 resource"]}
