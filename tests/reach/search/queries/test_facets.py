"""What a search can be narrowed to: only what the reader may see, in words she may know."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.types.actions import retype
from practica.core.types.models import KnowledgeType
from practica.kit.contracts.search import Filters
from practica.reach.search import queries
from practica.reach.search.wishes import from_address, named
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, a_type, settle

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


@pytest.fixture
def sorts(vault):
    """In the yard an article and a how-to about heaps, in the vault a page of a kind that is its own."""
    how_to = KnowledgeType.objects.get(name="how-to", community=None)
    yard = Community.objects.get(name="Yard")
    a_page(in_=yard, title="Wet heap", body="A heap.", type=how_to)
    a_page(in_=vault, title="Night heap", body="A heap.", type=a_type(in_=vault, label="Night ritual"))
    settle()
    return vault


def test_kinds_of_page_are_offered_with_how_many_there_are(sorts):
    assert offered("q=heap", a_member(of=sorts))["type"] == {
        "Article": 2,
        "How-to": 1,
        "Night ritual": 1,
    }
    assert offered("q=heap&type=how-to", a_member(of=sorts))["type"]["Article"] == 2


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
def test_a_kind_of_page_of_others_is_neither_offered_nor_counted(sorts, who):
    person = {"stranger": AnonymousUser(), "guest": a_guest(), "colleague": a_colleague()}[who]

    assert offered("q=heap", person)["type"] == {"Article": 1, "How-to": 1}


def test_a_page_of_another_kind_now_is_found_as_that(sorts):
    page = Entry.objects.get(title="Wet heap")
    story = KnowledgeType.objects.get(name="story", community=None)

    retype(page, story, actor=page.author)
    settle()

    person = a_member(of=sorts)
    assert queries.find("heap", person=person, filters=Filters(types=("how-to",))).total == 0
    (found,) = queries.find("heap", person=person, filters=Filters(types=("story",))).hits
    assert found.entry == page


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
