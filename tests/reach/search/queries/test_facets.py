"""What a search can be narrowed to: only what the reader may see, in words she may know."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from practica.core.communities.models import Community
from practica.reach.search import queries
from practica.reach.search.wishes import from_address, named
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def offered(address, person):
    """{field: {label: count}} of what is offered, and what is found."""
    wanted = named(from_address(QueryDict(address)), person=person)
    found = queries.find(wanted.asked.words, person=person, filters=wanted.filters, with_facets=True)
    panel = queries.panel(wanted, found, person=person)
    return {facet.name: {value.label: value.count for value in facet.values} for facet in panel}


@pytest.fixture
def vault():
    """A public yard, and a vault that only its members see; both know about heaps."""
    yard = a_community("Yard", audience=Community.Audience.PUBLIC)
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=yard, title="Heap", body="A heap.", topics=["soil"])
    a_question(in_=yard, title="Heap?", body="Which heap?")
    a_page(in_=vault, title="Heap ledger", body="A heap.", topics=["soil", "gold"], by=vault.created_by)
    settle()
    return vault


def test_a_member_is_offered_what_her_communities_hold(vault):
    panel = offered("q=heap", a_member(of=vault))

    assert panel["kind"] == {"Pages": 2, "Questions": 1}
    assert panel["community"] == {"Yard": 2, "Vault": 1}
    assert panel["topic"] == {"soil": 2, "gold": 1}
    assert vault.created_by.name in panel["author"]


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_who_is_no_member_is_offered_nothing_of_it(vault, who):
    person = {"stranger": AnonymousUser(), "guest": a_guest(), "colleague": a_colleague()}[who]

    panel = offered("q=heap", person)

    assert panel["kind"] == {"Pages": 1, "Questions": 1}
    assert "community" not in panel
    assert panel["topic"] == {"soil": 1}
    assert vault.created_by.name not in panel.get("author", {})


def test_a_stranger_is_told_no_names_of_people(vault):
    assert "author" not in offered("q=heap", AnonymousUser())


def test_each_count_is_what_pressing_it_finds(vault):
    person = a_member(of=vault)
    wanted = named(from_address(QueryDict("q=heap&topic=soil")), person=person)
    found = queries.find("heap", person=person, filters=wanted.filters, with_facets=True)

    for facet in queries.panel(wanted, found, person=person):
        for value in facet.values:
            if not value.is_chosen and facet.name != "topic":
                then = named(value.then, person=person)
                assert queries.find("heap", person=person, filters=then.filters).total == value.count


def test_what_was_chosen_is_offered_though_nothing_is_left_of_it(vault):
    panel = offered("q=heap&kind=file", a_member(of=vault))

    assert panel["kind"] == {"Pages": 2, "Questions": 1, "Files": None}
