"""Where pages stand."""

import pytest

from practica.content.pages import queries
from practica.content.pages.actions import move
from practica.content.pages.models import MAX_DEPTH, Page
from practica.core.entries.actions import bin_entry, restore_entry, set_audience
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_member, a_page, settle

pytestmark = pytest.mark.django_db


def _order(community, parent=None):
    rows = Page.objects.of(community).filter(parent=parent).in_tree_order()
    return list(rows.values_list("entry__title", "position"))


def test_a_page_moves_with_all_below_it():
    community = a_community()
    one, two = a_page(in_=community), a_page(in_=community)
    below = a_page(in_=community, parent=one)
    deeper = a_page(in_=community, parent=below)
    move(one, parent=two, actor=community.created_by)
    deeper.refresh_from_db()
    assert deeper.ancestor_ids == [two.pk, one.pk, below.pk]


def test_siblings_close_ranks_and_make_room():
    community = a_community()
    a, b, c = (a_page(in_=community, title=title) for title in "ABC")
    move(c, parent=None, position=0, actor=community.created_by)
    assert _order(community) == [("C", 0), ("A", 1), ("B", 2)]
    move(a, parent=c, actor=community.created_by)
    assert _order(community) == [("C", 0), ("B", 1)]
    assert _order(community, c) == [("A", 0)]


def test_a_page_cannot_stand_below_itself():
    community = a_community()
    one = a_page(in_=community)
    two = a_page(in_=community, parent=one)
    for parent in (one, two):
        with pytest.raises(Invalid):
            move(one, parent=parent, actor=community.created_by)


def test_two_moves_that_are_right_each_make_no_circle():
    community = a_community()
    one, two = a_page(in_=community), a_page(in_=community)
    one_as_seen_before = Page.objects.get(pk=one.pk)
    move(one, parent=two, actor=community.created_by)
    with pytest.raises(Invalid):
        move(two, parent=one_as_seen_before, actor=community.created_by)


def test_a_parent_of_another_community_is_none():
    ann = a_colleague()
    here, there = a_community(led_by=ann), a_community(led_by=ann)
    with pytest.raises(Invalid):
        move(a_page(in_=here), parent=a_page(in_=there), actor=ann)


def test_the_tree_has_a_depth():
    community = a_community()
    page = None
    for _level in range(MAX_DEPTH):
        page = a_page(in_=community, parent=page)
    with pytest.raises(Invalid):
        a_page(in_=community, parent=page)


def test_nobody_from_outside_moves():
    page = a_page(in_=a_community())
    with pytest.raises(Refused):
        move(page, parent=None, actor=a_colleague())


def test_pages_below_a_binned_one_step_up_and_return_with_it():
    community = a_community()
    above = a_page(in_=community)
    page = a_page(in_=community, parent=above)
    below = a_page(in_=community, parent=page)
    bin_entry(page.entry, actor=community.created_by)
    settle()
    below.refresh_from_db()
    assert below.parent == above
    restore_entry(page.entry, actor=community.created_by)
    settle()
    below.refresh_from_db()
    assert (below.parent, below.ancestor_ids) == (page, [above.pk, page.pk])


def test_a_page_below_an_unseen_one_stands_where_the_reader_can_find_it():
    community = a_community()
    secret = a_page(in_=community, title="Secret")
    open_page = a_page(in_=community, parent=secret, title="Open")
    set_audience(secret.entry, "core", actor=community.created_by)
    nodes, _cut = queries.tree_of(community, seen_by=a_member(of=community))
    assert [node.title for node in nodes] == [open_page.entry.title]


def test_the_rail_says_nothing_of_unseen_children():
    community = a_community()
    page = a_page(in_=community)
    secret = a_page(in_=community, parent=page)
    set_audience(secret.entry, "core", actor=community.created_by)
    (node,) = queries.rail_of(page, community, seen_by=a_member(of=community))
    assert not node.has_children
