"""Looking at a collection: every shape shows its rows, every state has an address, every query is counted."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from practica.content.collections.models.asked import Filter, Sort, saved
from practica.core.types.queries import fields_of
from tests.builders import a_collection, a_community, a_member, a_row, a_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def pumps():
    collection = a_collection(in_=a_community(), title="Pumps")
    a_row("North", in_=collection, site="turku", cost=120, due="2026-11-05", done="yes", note="new seal")
    a_row("South", in_=collection, site="oulu", cost=80, due="2026-11-20")
    a_row("West", in_=collection, site="turku", cost=300.5)
    return collection


def page(client, collection, address: str = "", **query):
    client.force_login(collection.entry.author)
    return client.get(address or collection.get_absolute_url(), query)


def words(response) -> str:
    return response.content.decode()


def order(response, *names: str) -> list[str]:
    text = words(response)
    return sorted(names, key=lambda name: text.index(f"<bdi>{name}</bdi>"))


def test_a_table_shows_rows_newest_first_with_their_cells(client, pumps):
    shown = page(client, pumps)
    assert shown.status_code == 200
    assert order(shown, "North", "South", "West") == ["West", "South", "North"]
    assert "300.5" in words(shown)
    assert "new seal" in words(shown)


def test_a_filter_is_a_sentence_and_an_address(client, pumps):
    shown = page(client, pumps, own="1", f="cost:more:100")
    assert "Cost is more than 100" in words(shown)
    assert "<bdi>North</bdi>" in words(shown)
    assert "<bdi>South</bdi>" not in words(shown)


def test_the_filter_form_leads_to_the_address_of_the_filter(client, pumps):
    answer = page(client, pumps, own="1", by="site", operator="is", value="oulu")
    assert answer.status_code == 302
    assert "f=site%3Ais%3Aoulu" in answer.url


def test_a_filter_nobody_can_ask_says_so(client, pumps):
    shown = page(client, pumps, own="1", f="cost:more:lots")
    assert shown.status_code == 422
    assert "lots" in words(shown)


def test_unknown_names_in_an_address_are_passed_over(client, pumps):
    shown = page(client, pumps, own="1", f="nothing:is:1", s="-nobody", g="nowhere")
    assert shown.status_code == 200
    assert "<bdi>South</bdi>" in words(shown)


def test_rows_are_sorted_by_a_field_either_way(client, pumps):
    names = ("North", "South", "West")
    assert order(page(client, pumps, own="1", s="cost"), *names) == ["South", "North", "West"]
    assert order(page(client, pumps, own="1", s="-cost"), *names) == ["West", "North", "South"]


def test_groups_are_counted(client, pumps):
    shown = words(page(client, pumps, own="1", g="site"))
    assert '<bdi>Turku</bdi></a> <span class="n">2</span>' in shown


def test_the_foot_sums_what_the_view_asks_for(client, pumps):
    view = a_view(of=pumps, columns=("cost",), sums=(("cost", "total"),))
    assert "Sum 500.5" in words(page(client, pumps, pumps.address("view", view.uid)))


def test_a_board_has_a_lane_for_each_option(client, pumps):
    view = a_view(of=pumps, shape="board", group="site", columns=("cost",))
    shown = words(page(client, pumps, pumps.address("view", view.uid)))
    assert shown.count('class="lane"') == 2
    assert "Move to…" in shown


def test_a_calendar_puts_rows_on_their_days(client, pumps):
    view = a_view(of=pumps, shape="calendar", date="due")
    address = pumps.address("view", view.uid)
    november = words(page(client, pumps, address, d="2026-11-01"))
    assert november.index("North") < november.index("South")
    assert "North" not in words(page(client, pumps, address, d="2026-12-01"))
    assert "South" in words(page(client, pumps, address, d="2026-11-19", p="week"))
    assert "South" in words(page(client, pumps, address, d="2026-11-10", p="agenda"))


@pytest.mark.parametrize("shape", ["gallery", "list"])
def test_galleries_and_lists_show_the_same_rows(client, pumps, shape: str):
    view = a_view(of=pumps, shape=shape, columns=("cost",))
    assert "300.5" in words(page(client, pumps, pumps.address("view", view.uid)))


def test_a_row_opens_at_the_side(client, pumps):
    row = a_row("East", in_=pumps, note="hums")
    shown = words(page(client, pumps, row=row.uid))
    assert "Open as a page" in shown


def test_a_hundred_rows_are_shown_at_a_time(client, pumps):
    for number in range(100):
        a_row(f"Pump {number:03}", in_=pumps)
    first = page(client, pumps)
    assert words(first).count("data-row=") == 100
    assert "North" not in words(first)
    further = re.search(r'href="([^"]*after=[^"]*)" rel="next"', words(first))
    assert "<bdi>North</bdi>" in words(page(client, pumps, further[1].replace("&amp;", "&")))


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        ({}, 11),
        ({"own": "1", "f": "site:is:turku", "s": "-cost"}, 14),
        ({"own": "1", "g": "site"}, 16),
    ],
)
def test_a_table_asks_a_fixed_number_of_queries(client, pumps, django_assert_max_num_queries, asked, most):
    for number in range(20):
        a_row(f"Pump {number}", in_=pumps, site="oulu", cost=number, owner=pumps.entry.author.handle)
    client.force_login(a_member(of=pumps.entry.community))
    with django_assert_max_num_queries(most):
        assert client.get(pumps.get_absolute_url(), asked).status_code == 200


def test_what_a_view_keeps_survives_a_field_that_goes(pumps):
    gone = {"filters": (Filter("cost", "more", "1"),), "sorts": (Sort("cost", True),)}
    view = a_view(of=pumps, columns=("cost", "note"), **gone)
    left = [field for field in fields_of(pumps.type) if field.name != "cost"]
    asked = saved(view, left)
    assert (asked.columns, asked.filters, asked.sorts) == (("note",), (), ())


def test_months_go_on_for_ever(client, pumps):
    view = a_view(of=pumps, shape="calendar", date="due")
    for day in ("0001-01-01", "9999-12-31", "2026-13-01", str(dt.date.today())):
        assert page(client, pumps, pumps.address("view", view.uid), d=day).status_code == 200
