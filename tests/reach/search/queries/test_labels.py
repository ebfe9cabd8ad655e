"""Whoever says another label of a topic finds what has it, and is told; not of topics she cannot see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.models import Topic
from practica.reach.search import queries
from practica.reach.search.queries import labels
from tests.builders import a_community, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def told(words, person):
    found = queries.find(words, person=person)
    return [one.entry.title for one in found.hits], found.also


@pytest.fixture
def vault():
    """A vault with a page about a stuffing box, which some call gland packing."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Leaks", body="Tighten it evenly.", topics=["Stuffing box"])
    a_page(in_=community, title="Land", body="Land and parking.")
    Topic.objects.filter(slug="stuffing-box").update(other_labels=["Gland packing"])
    labels.forget()
    settle()
    return community


def test_another_label_finds_what_has_the_topic_and_is_not_taken_for_a_slip(vault):
    found, also = told("how to change gland packing", a_member(of=vault))

    assert (found, also) == (["Leaks"], ["Stuffing box"])


def test_what_is_said_itself_goes_first(vault):
    a_page(in_=vault, title="Gland packing", body="Gland packing wears.")
    settle()

    assert told("gland packing", a_member(of=vault))[0] == ["Gland packing", "Leaks"]


def test_who_sees_nothing_of_the_topic_is_not_told_of_it(vault):
    assert told("gland packing", AnonymousUser()) == ([], [])


def test_what_is_quoted_is_meant_as_it_stands(vault):
    assert told('"gland packing"', a_member(of=vault))[1] == []
