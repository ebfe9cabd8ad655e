"""Entries filtered, ordered, counted and summed by their fields."""

import base64
import datetime as dt

import pytest

from practica.core.entries.models import Entry
from practica.core.types.queries import Condition, Order, filtered, grouped, of_type, ordered, page_of, summed
from practica.kit.access import Invalid
from tests.builders import a_community, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db
STATES = ("choice", {"choices": ["Open", "Waiting", "Agreed"]})


@pytest.fixture
def shelf():
    """Five pages of a type, one without any value, and one article that is none of them."""
    community = a_community()
    type = a_type(
        in_=community, cost="number", state=STATES, due="date", owner="people", done="yesno", note="text",
        sites=("choices", {"choices": ["Turku", "Oulu"]}),
    )  # fmt: skip
    owner = community.created_by.handle
    for title, values in (
        ("A", {"cost": 30, "state": "Agreed", "due": "2026-03-01", "owner": owner, "note": "Pump seal",
               "sites": "Turku"}),
        ("B", {"cost": 10, "state": "Open", "due": "2026-01-01", "done": "yes", "note": "pump house"}),
        ("C", {"cost": 20, "state": "Open", "due": "2026-02-01", "done": "no", "sites": ["Turku", "Oulu"]}),
        ("D", {"state": "Waiting", "note": "Valve"}),
        ("E", {}),
    ):  # fmt: skip
        a_page(in_=community, type=type, title=title, values=values)
    a_page(in_=community, title="An article")
    return community, type


def _titles(ids) -> str:
    titles = dict(Entry.objects.filter(pk__in=ids).values_list("pk", "title"))
    return "".join(titles[pk] for pk in ids)


def _rows(shelf):
    community, type = shelf
    return of_type(Entry.objects.visible_to(community.created_by), type)


@pytest.mark.parametrize(
    ("name", "operator", "value", "found"),
    [
        ("state", "is", "Open", "BC"), ("state", "is_not", "Open", "ADE"),
        ("state", "any_of", ["open", "agreed"], "ABC"),
        ("state", "empty", None, "E"), ("state", "filled", None, "ABCD"), ("cost", "at_least", "20", "AC"),
        ("cost", "less", 20, "B"), ("cost", "is", 10, "B"), ("due", "before", "2026-02-01", "B"),
        ("due", "until", "2026-02-01", "BC"), ("due", "after", "2026-02-01", "A"),
        ("due", "from", "2026-02-01", "AC"),
        ("due", "is", "2026-02-01", "C"), ("done", "is", "yes", "B"), ("done", "is_not", "yes", "ACDE"),
        ("note", "contains", "PUMP", "AB"), ("note", "begins", "pump s", "A"),
        ("note", "is", "PUMP SEAL", "A"),
        ("sites", "is", "Turku", "AC"), ("sites", "is_not", "Oulu", "ABDE"),
    ],
)  # fmt: skip
def test_a_filter_finds_what_it_says(shelf, name, operator, value, found):
    community, type = shelf
    asked = [Condition(a_field(type, name), operator, value)]
    ids = (
        filtered(_rows(shelf), asked, seen_by=community.created_by)
        .order_by("title")
        .values_list("pk", flat=True)
    )
    assert _titles(ids) == found


def test_all_filters_hold_together(shelf):
    community, type = shelf
    asked = [
        Condition(a_field(type, "state"), "is", "open"),
        Condition(a_field(type, "cost"), "more", 15),
        Condition(a_field(type, "owner"), "empty"),
    ]
    ids = filtered(_rows(shelf), asked, seen_by=community.created_by).values_list("pk", flat=True)
    assert _titles(ids) == "C"


@pytest.mark.parametrize(("name", "operator"), [("cost", "contains"), ("owner", "begins"), ("state", "more")])
def test_a_question_that_makes_no_sense_is_refused(shelf, name, operator):
    community, type = shelf
    with pytest.raises(Invalid):
        filtered(_rows(shelf), [Condition(a_field(type, name), operator, "1")], seen_by=community.created_by)


@pytest.mark.parametrize(
    ("name", "descending", "order"),
    [
        ("cost", False, "BCAED"), ("cost", True, "ACBED"), ("due", False, "BCAED"), ("state", False, "CBDAE"),
        ("state", True, "ADCBE"), ("note", False, "BADEC"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_in_order_hold_each_entry_once_with_blanks_last(
    shelf, name, descending, order, is_narrow, limit
):
    field, found, after = a_field(shelf[1], name), [], ""
    while True:
        page = page_of(
            _rows(shelf), [Order(field, descending)], after=after, limit=limit, is_narrow=is_narrow
        )
        assert len(page.ids) <= limit
        found += page.ids
        after = page.following
        if not after:
            break
    shown = _titles(found)
    assert sorted(shown) == list("ABCDE")
    assert [one for one in shown if one in "AB"] == [one for one in order if one in "AB"]
    assert shown.index("E") >= 3
    if name in ("cost", "due"):
        assert shown == order


def test_by_two_fields_the_second_decides_among_equals(shelf):
    type = shelf[1]
    orders = [Order(a_field(type, "state")), Order(a_field(type, "cost"), descending=True)]
    first = page_of(_rows(shelf), orders, limit=3)
    rest = page_of(_rows(shelf), orders, limit=3, after=first.following)
    assert _titles(first.ids + rest.ids) == "CBDAE"
    assert (
        _titles(list(ordered(_rows(shelf), [Order("title", descending=True)]).values_list("pk", flat=True)))
        == "EDCBA"
    )


@pytest.mark.parametrize("key", ["x", "e30", "bnVsbA", "WyJ2YWx1ZSJd", "WyJwayIsICJ4Il0"])
def test_a_key_somebody_made_up_starts_at_the_top(shelf, key):
    assert _titles(page_of(_rows(shelf), [Order(a_field(shelf[1], "cost"))], after=key).ids) == "BCAED"


def test_groups_stand_in_the_order_of_the_options_and_count_what_the_reader_sees(shelf):
    community, type = shelf
    a_page(in_=community, type=type, audience="core", values={"state": "Open"})
    bob = a_member(of=community)
    groups = grouped(of_type(Entry.objects.visible_to(bob), type), a_field(type, "state"), seen_by=bob)
    assert [(one.value, one.label, one.count) for one in groups] == [
        ("open", "Open", 2), ("waiting", "Waiting", 1), ("agreed", "Agreed", 1), (None, "", 1),
    ]  # fmt: skip


def test_several_choices_count_in_each_and_people_are_named(shelf):
    community, type = shelf
    ann = community.created_by
    sites = grouped(_rows(shelf), a_field(type, "sites"), seen_by=ann)
    assert [(one.value, one.count) for one in sites] == [("turku", 2), ("oulu", 1), (None, 3)]
    owners = grouped(_rows(shelf), a_field(type, "owner"), seen_by=ann)
    assert [(one.label, one.count) for one in owners] == [(ann.name, 1), ("", 4)]


def test_sums_are_of_what_has_a_number(shelf):
    cost = summed(_rows(shelf), a_field(shelf[1], "cost"))
    assert (cost.count, cost.total, cost.mean, cost.least, cost.most) == (3, 60, 20, 10, 30)
    due = summed(_rows(shelf), a_field(shelf[1], "due"))
    assert due.most == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "key",
    ['["pk", 1e400]', '["at", 1e30]', '["at", -5]', '["pk", [1]]', '["value", [1], 3]', "7", '"pk"'],
)
@pytest.mark.parametrize("orders", [[], [Order("title")], "field"])
def test_a_key_nobody_was_given_begins_at_the_top(key, orders):
    community = a_community()
    type = a_type(in_=community, note="text")
    page = a_page(in_=community, type=type, values={"note": "Seals"})
    rows = of_type(Entry.objects.visible_to(community.created_by), type)
    by = [Order(a_field(type, "note"))] if orders == "field" else orders

    found = page_of(rows, by, after=base64.urlsafe_b64encode(key.encode()).decode())

    assert found.ids == [page.entry_id]
