"""Who says another label of a topic or a term finds what has it and is told; not of what she cannot see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry, set_audience
from practica.core.entries.models import Entry, Topic
from practica.core.types.models import KnowledgeType
from practica.reach.search import queries
from practica.reach.search.queries import labels
from tests.builders import a_colleague, a_community, a_member, a_page, settle

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


def test_who_says_the_preferred_label_finds_what_says_another(vault):
    a_page(in_=vault, title="Old hands", body="They renew the gland packing every spring.")
    settle()

    found, also = told("stuffing box", a_member(of=vault))

    assert (set(found), also) == ({"Leaks", "Old hands"}, ["Gland packing"])


@pytest.fixture
def plant():
    """A plant whose glossary, read by members alone, says what “no prime” means."""
    community = a_community("Plant")
    term = KnowledgeType.objects.get(name="term", community=None)
    word = a_page(
        in_=community,
        title="Dry running",
        body="A pump turning without liquid.",
        type=term,
        values={"other_words": "no prime, lost prime"},
    )
    set_audience(word.entry, "members", actor=community.created_by)
    a_page(in_=community, title="Watch it", body="Dry running ruins the seal within minutes.")
    labels.forget()
    settle()
    return community


def test_other_words_of_the_glossary_find_what_is_said_in_its_own(plant):
    found, also = told("alarm for no prime", a_member(of=plant))

    assert found[0] in ("Dry running", "Watch it") and {"Dry running", "Watch it"} <= set(found)
    assert also == ["Dry running", "lost prime"]


def test_of_a_term_she_does_not_see_nobody_is_told(plant):
    found, also = told("no prime", a_colleague())

    assert (found, also) == ([], [])


def test_a_term_that_was_binned_means_nothing_any_more(plant):
    bin_entry(Entry.objects.get(title="Dry running"), actor=plant.created_by)
    labels.forget()
    settle()

    assert told("no prime", a_member(of=plant))[1] == []
