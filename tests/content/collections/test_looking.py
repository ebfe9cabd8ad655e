"""Looking at a collection: every shape shows its rows, every state has an address, every query is counted."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from practica.content.collections.actions import Change, set_cells
from practica.content.collections.models.asked import Filter, Sort, saved
from practica.content.collections.queries import rows_of
from practica.core.communities.models import Community
from practica.core.types.actions import add_field
from practica.core.types.queries import fields_of
from tests.builders import a_colleague, a_collection, a_community, a_member, a_row, a_view

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


@pytest.mark.parametrize("shape", ["table", "board", "calendar", "gallery", "list"])
def test_what_one_wrote_and_nobody_approved_yet_stands_marked_where_one_wrote_it(client, pumps, shape):
    more = {"board": {"group": "site"}, "calendar": {"date": "due"}, "table": {"columns": ("site", "note")}}
    view = a_view(of=pumps, shape=shape, **more.get(shape, {}))
    member, row = pumps.entry.author, rows_of(pumps, seen_by=pumps.entry.author).get(title="North")
    Community.objects.filter(pk=pumps.entry.community_id).update(approvals_needed=1)
    set_cells(pumps, [Change(row.uid, "site", "oulu"), Change(row.uid, "note", "old seal")], actor=member)

    def shown(**query) -> str:
        return words(page(client, pumps, pumps.address("view", view.uid), d="2026-11-05", **query))

    assert "Waits for approval" in shown() and "old seal" in shown() and "Oulu" in shown()
    assert shown(row=row.uid).count("old seal") > shown().count("old seal")
    other = a_member(of=pumps.entry.community)
    client.force_login(other)
    assert "old seal" not in client.get(pumps.address("view", view.uid)).content.decode()


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


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_day_where_the_reader_is(client, pumps, zone: str):
    # 25 hours apart: at every hour it is another day for one of them than for the server.
    reader = a_member(of=pumps.entry.community)
    type(reader).objects.filter(pk=reader.pk).update(time_zone=zone)
    view = a_view(of=pumps, shape="calendar", date="due")
    client.force_login(reader)

    before = dt.datetime.now(ZoneInfo(zone)).date()
    shown = words(client.get(pumps.address("view", view.uid)))
    after = dt.datetime.now(ZoneInfo(zone)).date()

    today = re.search(r'data-lane="([^"]*)"[^>]* aria-current="date"', shown)
    assert today and before.isoformat() <= today[1] <= after.isoformat()


@pytest.mark.parametrize(
    ("asked", "period", "day"),
    [
        ({}, "week", ""),
        ({"d": "2026-11-01"}, "week", ""),
        ({"d": "2026-10-01"}, "week", "2026-10-01"),
        ({"p": "week", "d": "2026-11-26"}, "month", ""),
        ({"p": "week", "d": "2026-12-03"}, "month", "2026-12-03"),
        ({"p": "agenda", "d": "2026-12-01"}, "week", "2026-12-01"),
    ],
)
def test_another_stretch_of_time_keeps_in_sight_what_was(
    client, pumps, monkeypatch, asked: dict[str, str], period: str, day: str
):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: dt.date(2026, 11, 23))
    view = a_view(of=pumps, shape="calendar", date="due")

    shown = words(page(client, pumps, pumps.address("view", view.uid), **asked))

    way = re.search(rf'href="[^"]*\?([^"]*)"[^>]*>{period.capitalize()}</a>', shown)
    told = parse_qs(html.unescape(way[1])) if way else {}
    assert (told.get("p", ["month"])[0], told.get("d", [""])[0]) == (period, day)


def test_months_go_on_for_ever(client, pumps):
    view = a_view(of=pumps, shape="calendar", date="due")
    for day in ("0001-01-01", "9999-12-31", "2026-13-01", str(dt.date.today())):
        assert page(client, pumps, pumps.address("view", view.uid), d=day).status_code == 200


def test_rows_are_sorted_by_the_name_of_a_person_and_those_without_one_come_last(client, pumps):
    community = pumps.entry.community
    zoe = a_member(of=community, person=a_colleague("Zoe Ahl"))
    anna = a_member(of=community, person=a_colleague("anna Berg"))
    a_row("Hers", in_=pumps, owner=zoe.handle)
    a_row("Annas", in_=pumps, owner=anna.handle)
    names = ("Annas", "Hers", "North")
    assert order(page(client, pumps, own="1", s="owner"), *names) == ["Annas", "Hers", "North"]
    assert order(page(client, pumps, own="1", s="-owner"), *names) == ["Hers", "Annas", "North"]
    narrow = page(client, pumps, own="1", s="-owner", f="owner:filled:")
    assert order(narrow, "Annas", "Hers") == ["Hers", "Annas"]


def test_numbers_that_are_worked_out_line_up_like_numbers(client, pumps):
    admin = pumps.entry.community.created_by
    for name, formula in (("Twice", "[Cost] * 2"), ("Loud", "upper([Note])")):
        add_field(pumps.type, label=name, kind="formula", options={"formula": formula}, actor=admin)
    pumps.type.refresh_from_db()
    a_row("East", in_=pumps, cost=4, note="quiet")
    view = a_view(of=pumps, columns=("twice", "loud"))
    text = words(page(client, pumps, pumps.address("view", view.uid)))
    assert re.search(r'<th scope="col" data-f="twice"[^>]* class="r"', text)
    assert '<td data-f="twice" data-v="8" class="r"><bdi>8</bdi>' in text
    assert '<td data-f="loud"><bdi>QUIET</bdi>' in text


def test_a_group_of_people_leads_to_the_rows_of_that_person(client, pumps):
    anna = a_member(of=pumps.entry.community, person=a_colleague("Anna Berg"))
    a_row("Hers", in_=pumps, owner=anna.handle)
    text = words(page(client, pumps, own="1", g="owner"))
    link = r'<tr class="group">.*?href="([^"]*owner%3Ais[^"]*)"><bdi>Anna Berg</bdi></a> <span class="n">1<'
    url = re.search(link, text, re.DOTALL)
    assert url
    shown = page(client, pumps, html.unescape(url[1]))
    assert "Owner is Anna Berg" in words(shown)
    assert "<bdi>Hers</bdi>" in words(shown) and "<bdi>North</bdi>" not in words(shown)


def test_a_filter_by_people_offers_those_who_are_there(client, pumps):
    anna = a_member(of=pumps.entry.community, person=a_colleague("Anna Berg"))
    a_row("Hers", in_=pumps, owner=anna.handle)
    text = words(page(client, pumps, own="1", add="owner"))
    assert re.search(rf'<input type="checkbox" name="value" value="{anna.handle}"', text)


def test_several_ticked_values_are_one_filter(client, pumps):
    answer = page(client, pumps, own="1", by="site", operator="is", value=["oulu", "turku"])
    assert "f=site%3Aany_of%3Aoulu%2Cturku" in answer.url
    assert "Site is one of Oulu, Turku" in words(page(client, pumps, answer.url))


def test_a_sentence_opens_to_be_changed_with_what_it_says(client, pumps):
    text = words(page(client, pumps, own="1", f="cost:more:100"))
    change = html.unescape(re.search(r'href="([^"]*add=cost[^"]*)"', text)[1])
    form = words(page(client, pumps, change.partition("#")[0]))
    assert '<option value="more" selected>' in form and 'value="100"' in form
    assert "Cost is more than 100" not in form


def test_a_filter_that_cannot_be_asked_is_open_with_what_was_typed(client, pumps):
    shown = page(client, pumps, own="1", f=["cost:more:lots", "site:is:oulu"])
    text = words(shown)
    assert shown.status_code == 422
    assert 'value="lots"' in text
    assert 'name="f" value="site:is:oulu"' in text
    assert 'name="f" value="cost:more:lots"' not in text


def test_cards_and_lists_are_grouped_too(client, pumps):
    for shape in ("gallery", "list"):
        view = a_view(of=pumps, shape=shape, group="site")
        text = words(page(client, pumps, pumps.address("view", view.uid)))
        assert re.search(r"<h2>\s*<a[^>]*><bdi>Turku</bdi></a> <span class=\"n\">2</span>", text)


def test_a_day_taken_along_can_be_brought_back(client, pumps):
    view = pumps.views.get()
    lines = b"".join(page(client, pumps, pumps.address("csv", view.uid)).streaming_content).decode()
    assert "2026-11-05" in lines


def test_a_moment_taken_along_can_be_brought_back(client, pumps):
    add_field(
        pumps.type, kind="moment", label="Seen", actor=a_member(of=pumps.entry.community, role="coordinator")
    )
    a_row("East", in_=pumps, seen="2026-11-05 10:30")
    view = a_view(of=pumps, columns=("seen",))
    lines = b"".join(page(client, pumps, pumps.address("csv", view.uid)).streaming_content).decode()
    assert "2026-11-05 10:30" in lines


def test_what_is_worked_out_is_taken_along_as_what_it_is(client, pumps):
    lead = a_member(of=pumps.entry.community, role="coordinator")
    for label, formula in (("Much", "[Cost] * 100 + 0.5"), ("Then", "[Due]"), ("Word", '"a"')):
        add_field(pumps.type, kind="formula", label=label, options={"formula": formula}, actor=lead)
    a_row("East", in_=pumps, cost=80, due="2026-11-05")
    view = a_view(of=pumps, columns=("much", "then", "word"))

    lines = b"".join(page(client, pumps, pumps.address("csv", view.uid)).streaming_content).decode()
    book = b"".join(page(client, pumps, pumps.address("xlsx", view.uid)).streaming_content)

    assert "East,8000.5,2026-11-05,a" in lines.splitlines()
    rows = load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
    assert ("East", 8000.5, dt.datetime(2026, 11, 5), "a") in rows
