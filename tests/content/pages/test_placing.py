"""Putting pages beside, into and before others; two people at once."""

import threading

import pytest
from django.db import connection

from practica.content.pages.actions import move, place
from practica.content.pages.models import Page
from practica.core.entries.actions import set_audience
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_member, a_page

pytestmark = pytest.mark.django_db


def _titles(community, parent=None):
    rows = Page.objects.of(community).filter(parent=parent).in_tree_order()
    return list(rows.values_list("entry__title", flat=True))


@pytest.fixture
def abcd():
    community = a_community()
    return [a_page(in_=community, title=title) for title in "ABCD"]


@pytest.mark.parametrize(
    ("which", "where", "beside", "order"),
    [
        (3, "before", 1, "ADBC"),
        (3, "after", 0, "ADBC"),
        (0, "after", 2, "BCAD"),
        (0, "before", 3, "BCAD"),
        (1, "up", None, "BACD"),
        (1, "down", None, "ACBD"),
        (0, "up", None, "ABCD"),
        (3, "down", None, "ABCD"),
        (2, "first", None, "CABD"),
        (1, "inside", None, "ACDB"),
    ],
)
def test_a_place_is_said_by_a_neighbour(abcd, which, where, beside, order):
    ann = abcd[0].community.created_by
    place(abcd[which], where, beside=None if beside is None else abcd[beside], actor=ann)
    assert "".join(_titles(abcd[0].community)) == order


@pytest.mark.parametrize("which", [0, 1, 3])
def test_what_was_answered_takes_it_back(abcd, which):
    ann, target = abcd[0].community.created_by, abcd[2]
    before = place(abcd[which], "inside", beside=target, actor=ann)
    assert _titles(target.community, target) == ["ABCD"[which]]
    back = Page.objects.filter(entry__uid=before.beside).first()
    place(abcd[which], before.where, beside=back, actor=ann)
    assert "".join(_titles(target.community)) == "ABCD"


def test_up_and_down_step_over_what_one_does_not_see_and_undo_does_not_name_it(abcd):
    community = abcd[0].community
    set_audience(abcd[1].entry, "core", actor=community.created_by)
    bob = a_member(of=community)
    before = place(abcd[2], "up", actor=bob)
    assert before.beside == abcd[0].entry.uid
    assert "".join(_titles(community)) == "CABD"


def test_who_may_not_edit_moves_nothing(abcd):
    with pytest.raises(Refused):
        place(abcd[0], "down", actor=a_colleague())


def test_a_place_below_itself_is_refused_with_both_names(abcd):
    one, two = abcd[:2]
    ann = one.community.created_by
    move(one, parent=two, actor=ann)
    with pytest.raises(Invalid, match="“A” stands below “B”, so “B” cannot stand below it"):
        place(two, "inside", beside=one, actor=ann)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_move_pages_into_each_other_at_once_one_hears_why():
    community = a_community()
    one, two = a_page(in_=community, title="One"), a_page(in_=community, title="Two")
    ann, bob = community.created_by, a_member(of=community)
    ready, said = threading.Barrier(2), []

    def go(page, into, actor):
        try:
            ready.wait(10)
            place(page, "inside", beside=into, actor=actor)
            said.append("moved")
        except Invalid as problem:
            said.append(str(problem))
        finally:
            connection.close()

    people = [threading.Thread(target=go, args=args) for args in ((one, two, ann), (two, one, bob))]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    assert sorted(len(words) > 20 for words in said) == [False, True]
    assert any("Somebody may have moved it a moment ago" in words for words in said)
    for page in Page.objects.of(community):
        assert page.pk not in page.ancestor_ids
    assert Page.objects.of(community).filter(parent=None).count() == 1
