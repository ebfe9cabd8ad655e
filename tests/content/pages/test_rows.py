"""Pages made as rows stand in no tree, until somebody gives them a place there."""

from __future__ import annotations

import pytest

from practica.content.pages.actions import move
from practica.content.pages.models import Page
from practica.content.pages.queries.tree import rail_of, tree_of
from practica.kit.contracts.rows import make_row, make_rows
from tests.builders import a_community, a_member, a_page
from tests.builders.types import a_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    """A community with a type for parts, a lead, and a page in the tree."""
    community = a_community("Stores")
    lead = a_member(of=community, role="coordinator")
    a_page(in_=community, title="Start here", by=lead)
    return community, lead, a_type(in_=community, pieces="number")


def titles(community, person):
    nodes, _more = tree_of(community, seen_by=person)
    return [node.title for node in nodes]


def test_rows_are_in_no_tree_and_leave_the_places_of_pages_as_they_are(store):
    community, lead, type = store

    one = make_row(type=type, community=community, title="Ring", values={"pieces": "4"}, actor=lead)
    make_rows(type=type, community=community, rows=[("Seal", {}), ("Bolt", {})], actor=lead)
    later = a_page(in_=community, title="Then this", by=lead)

    assert titles(community, lead) == ["Start here", "Then this"]
    assert later.position == 1
    row = Page.objects.with_entry().get(entry=one)
    assert not row.is_in_tree
    assert row.depth == 0
    assert [node.title for node in rail_of(row, community, seen_by=lead)] == ["Start here", "Then this"]


def test_a_row_that_is_moved_under_a_page_stands_there_with_what_is_below_it(store):
    community, lead, type = store
    row = Page.objects.with_entry().get(
        entry=make_row(type=type, community=community, title="Ring", values={}, actor=lead)
    )
    below = a_page(in_=community, title="How it fits", by=lead, parent=row)
    assert titles(community, lead) == ["Start here"]

    move(row, parent=Page.objects.get(entry__title="Start here"), actor=lead)

    (start,), _more = tree_of(community, seen_by=lead)
    assert [node.title for node in start.children] == ["Ring"]
    assert [node.title for node in start.children[0].children] == ["How it fits"]
    below.refresh_from_db()
    assert below.depth == 2
