"""Nobody learns from a collection what she may not see: by rows, counts, groups, summaries, files, links."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from practica.content.collections import actions
from practica.content.collections.models.asked import Filter, Sort, saved
from practica.content.collections.queries import open_row
from practica.core.communities.actions import change as change_community
from practica.core.communities.models import Community
from practica.core.entries.actions import set_audience
from practica.core.types.actions import add_field, compute_around
from practica.core.types.queries import fields_of, values_of
from practica.kit.access import Invalid, Refused
from tests.builders import (
    a_colleague,
    a_collection,
    a_community,
    a_guest,
    a_member,
    a_row,
    a_view,
    settle,
)
from tests.builders.pages import a_page
from tests.builders.types import a_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A members-only community with a row for all and a row of the core group, which the first links to."""
    community = a_community(audience="members")
    lead = a_member(of=community, role="coordinator")
    collection = a_collection(in_=community, by=lead, title="Zebra list")
    hidden = a_row("Hidden giraffe", in_=collection, site="turku", cost=1000)
    set_audience(hidden, "core", actor=lead)
    shown = a_row("Shown pump", in_=collection, site="turku", cost=10, parts=[hidden.uid])
    return community, lead, collection, hidden, shown


def text(client, person, address: str, **query) -> tuple[int, str]:
    client.logout()
    if person.pk:
        client.force_login(person)
    answer = client.get(address, query)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode("utf-8", "replace")


@pytest.mark.parametrize("who", [AnonymousUser, a_guest, a_colleague])
def test_strangers_find_nothing_at_any_address(client, scene, who):
    _community, _lead, collection, _hidden, _shown = scene
    view = collection.views.first()
    person = who()
    made = actions.add_form(collection, name="Tell us", asks=["cost"], actor=scene[1])
    for address in (
        collection.get_absolute_url(),
        collection.address("view", view.uid),
        collection.address("csv", view.uid),
        collection.address("xlsx", view.uid),
        collection.address("form", made.uid),
        f"/api/collections/{collection.entry.uid}",
        f"/api/collection-views/{view.uid}/rows",
    ):
        status, body = text(client, person, address)
        assert status == 404, address
        assert "Zebra" not in body


def test_what_only_the_core_group_sees_is_in_no_row_count_group_lane_or_file(client, scene):
    community, _lead, collection, _hidden, _shown = scene
    member = a_member(of=community)
    asked = {"columns": ("cost", "parts"), "sums": (("cost", "total"),), "group": "site"}
    table = a_view(of=collection, **asked)
    board = a_view(of=collection, shape="board", group="site", columns=("parts",))
    for address in (
        collection.address("view", table.uid),
        collection.address("view", board.uid),
        collection.address("csv", table.uid),
        f"/api/collection-views/{table.uid}/rows",
    ):
        status, body = text(client, member, address)
        assert status == 200
        assert "Shown pump" in body
        assert "giraffe" not in body
        assert "1,010" not in body and "1000" not in body
    body = text(client, member, collection.address("view", table.uid))[1]
    assert '<span class="n">1</span>' in body
    assert "Sum 10" in body


def test_a_link_to_what_one_does_not_see_is_no_link(client, scene):
    community, lead, collection, _hidden, _shown = scene
    member = a_member(of=community)
    query = {"own": "1", "f": "parts:filled:"}
    assert "Shown pump" not in text(client, member, collection.get_absolute_url(), **query)[1]
    assert "Shown pump" in text(client, lead, collection.get_absolute_url(), **query)[1]


def test_a_filter_by_a_hidden_entry_is_as_by_one_that_is_not_there(client, scene):
    community, _lead, collection, hidden, _shown = scene
    member = a_member(of=community)
    real = text(client, member, collection.get_absolute_url(), own="1", f=f"parts:is:{hidden.uid}")
    made_up = text(client, member, collection.get_absolute_url(), own="1", f="parts:is:2222zzzz2222")
    assert real[0] == made_up[0] == 422
    assert "giraffe" not in real[1]


def test_what_leads_to_a_row_is_shown_as_far_as_one_sees_it(scene):
    community, lead, collection, hidden, shown = scene
    back = a_row("Another hidden", in_=collection, parts=[shown.uid])
    set_audience(back, "core", actor=lead)
    assert [one.title for one in open_row(collection, shown.uid, seen_by=lead).referring] == [
        "Another hidden"
    ]
    assert open_row(collection, shown.uid, seen_by=a_member(of=community)).referring == []
    assert open_row(collection, hidden.uid, seen_by=a_member(of=community)) is None


def test_a_summary_reckons_only_with_what_every_reader_of_the_row_sees(scene):
    _community, lead, collection, hidden, shown = scene
    reckon = {"rollup": {"relation": "parts", "field": "cost", "how": "sum"}}
    add_field(collection.type, label="Sum", name="of_parts", kind="rollup", options=reckon, actor=lead)
    told = "[Parts]"
    add_field(
        collection.type, label="Named", name="named", kind="formula",
        options={"formula": f"join({told}, \", \")"}, actor=lead,
    )  # fmt: skip
    collection.type.refresh_from_db()
    open_part = a_row("Open part", in_=collection, cost=5)
    actions.set_cells(
        collection, [actions.Change(shown.uid, "parts", [hidden.uid, open_part.uid])], actor=lead
    )
    compute_around([hidden.pk, open_part.pk])
    values = values_of([shown], seen_by=lead, fields=fields_of(collection.type))[shown.pk]
    assert values["of_parts"] == 5
    assert values["named"] == "Open part"


def test_cells_are_written_by_those_who_may_and_only_where_they_see(client, scene):
    community, _lead, collection, hidden, shown = scene
    guest = a_member(of=community, person=a_guest(), role="guest")
    member = a_member(of=community)
    for person, row, problem in ((guest, shown, True), (member, hidden, True), (member, shown, False)):
        client.force_login(person)
        sent = {"cells": [{"row": row.uid, "field": "cost", "value": 7}]}
        answer = client.post(collection.address("cells"), json.dumps(sent), content_type="application/json")
        told = answer.json()["cells"][0]
        assert bool(told["problem"]) is problem
        assert "giraffe" not in answer.content.decode()


def test_people_and_pages_are_offered_as_far_as_one_sees_them(client, scene):
    community, _lead, collection, _hidden, _shown = scene
    a_colleague("Quokka Unseen")
    guest = a_member(of=community, person=a_guest(), role="guest")
    query = {"field": "owner", "q": "quokka"}
    assert "Quokka" not in text(client, guest, collection.address("offered"), **query)[1]
    query = {"field": "parts", "q": "giraffe"}
    assert "giraffe" not in text(client, a_member(of=community), collection.address("offered"), **query)[1]


@pytest.fixture
def open_scene():
    """A community that everyone signed in sees, with a view of it that has a link."""
    community = a_community()
    lead = a_member(of=community, role="core")
    collection = a_collection(in_=community, by=lead)
    a_row("Plain pump", in_=collection, cost=10, owner=[lead.handle], note="hums")
    for audience in ("members", "core"):
        set_audience(a_row(f"Pump of {audience}", in_=collection, cost=500), audience, actor=lead)
    view = a_view(of=collection, columns=("cost", "owner"))
    return collection, view, lead, actions.open_view(view, actor=lead)


def test_a_link_shows_strangers_the_open_rows_and_columns_of_its_view_alone(client, open_scene):
    collection, _view, lead, secret = open_scene
    for address in (f"/open/views/{secret}", f"/open/views/{secret}/export.csv"):
        status, body = text(client, AnonymousUser(), address)
        assert status == 200
        assert "Plain pump" in body
        for kept in ("Pump of members", "Pump of core", lead.name, "hums", "500", 'href="/c/'):
            assert kept not in body, (address, kept)
    assert text(client, AnonymousUser(), collection.get_absolute_url())[0] == 404


def test_a_withdrawn_link_a_binned_collection_and_a_narrowed_community_show_nothing(client, open_scene):
    collection, view, lead, secret = open_scene
    community = collection.entry.community
    Community.objects.filter(pk=community.pk).update(audience="members")
    assert text(client, AnonymousUser(), f"/open/views/{secret}")[0] == 404
    Community.objects.filter(pk=community.pk).update(audience="everyone")
    newer = actions.open_view(view, actor=lead)
    assert text(client, AnonymousUser(), f"/open/views/{secret}")[0] == 404
    assert text(client, AnonymousUser(), f"/open/views/{newer}")[0] == 200
    actions.close_view(view, actor=lead)
    assert text(client, AnonymousUser(), f"/open/views/{newer}")[0] == 404


@pytest.mark.parametrize("sorted_by", ["cost", "owner", "title"])
def test_the_order_of_a_link_tells_nothing_of_what_it_is_sorted_by(client, open_scene, sorted_by):
    """Nor can it be asked: a key that names a value would say which rows hold more."""
    collection, _view, lead, _secret = open_scene
    for number in range(105):
        a_row(f"Row {number:03}", in_=collection, cost=40_000 + number, owner=[lead.handle])
    view = a_view(of=collection, columns=("note",), sorts=(Sort(sorted_by, descending=True),))
    address = f"/open/views/{actions.open_view(view, actor=lead)}"
    status, first = text(client, AnonymousUser(), address)
    key = re.search(r"after=([\w-]+)", first)[1]
    rest = text(client, AnonymousUser(), address, after=key)[1]
    asked = base64.urlsafe_b64encode(b'["value", 40050, 0]').decode().rstrip("=")
    assert status == 200
    assert base64.urlsafe_b64decode(key + "==").startswith(b'["at"' if sorted_by != "owner" else b'["pk"')
    assert sorted(re.findall(r"Row \d+", first + rest)) == [f"Row {number:03}" for number in range(105)]
    assert re.findall(r"Row \d+", text(client, AnonymousUser(), address, after=asked)[1]) == re.findall(
        r"Row \d+", first
    )
    assert text(client, AnonymousUser(), f"{address}/export.csv")[0] == 200


def test_what_a_link_shows_is_changed_by_those_who_may_open_views(client, open_scene):
    collection, view, lead, secret = open_scene
    view.refresh_from_db()
    member = a_member(of=collection.entry.community)
    asked = replace(saved(view, fields_of(collection.type)), columns=("note",))
    change = {"name": "Wider", "shape": "table", "asked": asked, "started_from": view.version}
    with pytest.raises(Refused):
        actions.change_view(view, **change, actor=member)
    client.force_login(member)
    for name in ("settings", "save_view"):
        assert client.post(collection.address(name, view.uid), {"name": "Wider"}).status_code == 403
    assert "hums" not in text(client, AnonymousUser(), f"/open/views/{secret}")[1]
    shown = text(client, member, collection.address("view", view.uid), own="1")[1]
    assert collection.address("settings", view.uid) not in shown and "Save for everyone" not in shown
    assert "Save for everyone" in text(client, lead, collection.address("view", view.uid), own="1")[1]

    actions.change_view(view, **change, actor=lead)

    assert "hums" in text(client, AnonymousUser(), f"/open/views/{secret}")[1]


def test_a_column_worked_out_of_people_stays_inside(client, open_scene):
    collection, _view, lead, _secret = open_scene
    admin = collection.entry.community.created_by
    formula = {"formula": 'join([Owner], ", ")'}
    add_field(collection.type, label="Who", name="who", kind="formula", options=formula, actor=admin)
    again = {"formula": "upper([Who])"}
    add_field(collection.type, label="Loud", name="loud", kind="formula", options=again, actor=admin)
    collection.type.refresh_from_db()
    view = a_view(of=collection, columns=("cost", "who", "loud"))
    body = text(client, AnonymousUser(), f"/open/views/{actions.open_view(view, actor=lead)}")[1]
    assert "Cost" in body
    assert lead.name not in body and lead.name.upper() not in body


def test_a_link_to_a_view_of_ones_own_rows_shows_them_without_the_name(client, open_scene):
    collection, _view, lead, _secret = open_scene
    a_row("Hers", in_=collection, owner=[lead.handle])
    a_row("Nobodys", in_=collection)
    view = a_view(of=collection, columns=("cost", "owner"), filters=(Filter("owner", "is", lead.handle),))
    status, body = text(client, AnonymousUser(), f"/open/views/{actions.open_view(view, actor=lead)}")
    assert status == 200
    assert "Hers" in body and "Nobodys" not in body
    assert lead.name not in body and lead.handle not in body


def test_a_link_to_a_view_narrowed_by_a_hidden_page_says_so_without_its_name(client, open_scene):
    collection, _view, lead, _secret = open_scene
    hidden = a_row("Secret part", in_=collection)
    set_audience(hidden, "core", actor=lead)
    a_row("Uses it", in_=collection, parts=[hidden.uid])
    view = a_view(of=collection, columns=("cost",), filters=(Filter("parts", "is", "Secret part"),))
    address = f"/open/views/{actions.open_view(view, actor=lead)}"
    status, body = text(client, AnonymousUser(), address)
    assert status == 200
    assert "something that stays inside" in body
    assert "Secret part" not in body and "Uses it" not in body
    assert "Uses it" not in text(client, AnonymousUser(), f"{address}/export.csv")[1]
    assert "its link shows no rows" in text(client, lead, collection.address("link", view.uid))[1]


def test_only_the_core_group_opens_a_view_and_only_in_an_open_community(scene):
    community, lead, collection, _hidden, _shown = scene
    view = collection.views.first()
    with pytest.raises(Invalid):
        actions.open_view(view, actor=lead)
    with pytest.raises(Refused):
        actions.open_view(view, actor=a_member(of=community))


def test_a_summary_forgets_a_row_that_was_narrowed_after_it_was_reckoned(scene):
    _community, lead, collection, _hidden, shown = scene
    reckon = {"rollup": {"relation": "parts", "field": "cost", "how": "sum"}}
    add_field(collection.type, label="Sum", name="of_parts", kind="rollup", options=reckon, actor=lead)
    collection.type.refresh_from_db()
    part = a_row("Open part", in_=collection, cost=5)
    actions.set_cells(collection, [actions.Change(shown.uid, "parts", [part.uid])], actor=lead)
    settle()
    fields = fields_of(collection.type)
    assert values_of([shown], seen_by=lead, fields=fields)[shown.pk]["of_parts"] == 5

    set_audience(part, "core", actor=lead)
    settle()

    assert not values_of([shown], seen_by=lead, fields=fields)[shown.pk].get("of_parts")


def test_a_summary_forgets_what_a_whole_community_shows_to_fewer_people(scene):
    _community, lead, collection, _hidden, shown = scene
    open_one = a_community(audience="public")
    part = a_page(in_=open_one, type=a_type(in_=open_one, cost="number"), values={"cost": 5}).entry
    add_field(collection.type, label="Other parts", name="others", kind="relation", actor=lead)
    reckon = {"rollup": {"relation": "others", "field": "cost", "how": "sum"}}
    add_field(collection.type, label="Sum", name="of_others", kind="rollup", options=reckon, actor=lead)
    collection.type.refresh_from_db()
    actions.set_cells(collection, [actions.Change(shown.uid, "others", [part.uid])], actor=lead)
    settle()
    fields = fields_of(collection.type)
    assert values_of([shown], seen_by=lead, fields=fields)[shown.pk]["of_others"] == 5

    change_community(open_one, audience="members", actor=open_one.created_by)
    settle()

    assert not values_of([shown], seen_by=lead, fields=fields)[shown.pk].get("of_others")
