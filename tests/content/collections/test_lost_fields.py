"""A view that stood on a field which is gone or another now says so; who changes the field is told before."""

from __future__ import annotations

import html

import pytest

from practica.content.collections.actions import keep_look, open_view
from practica.content.collections.models import View
from practica.content.collections.models.asked import Filter, Sort
from practica.core.types.actions import add_field, change_field, remove_field, restore_field
from practica.core.types.standing import standing_on
from tests.builders import a_colleague, a_collection, a_community, a_member, a_row, a_view
from tests.builders.types import a_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def pumps():
    """Pumps of a community whose lead keeps their type."""
    community = a_community(audience="everyone")
    collection = a_collection(in_=community, by=community.created_by, title="Pumps")
    a_row("North", in_=collection, site="turku", cost=120, due="2026-11-05")
    a_row("South", in_=collection, site="oulu", cost=80, due="2026-11-20")
    return collection


def shown(client, view, *, to=None) -> str:
    client.force_login(to or view.collection.entry.author)
    return html.unescape(client.get(view.collection.address("view", view.uid)).content.decode())


def told(collection, name: str, instead=None) -> dict[str, str]:
    found = standing_on(a_field(collection.type, name), instead, seen_by=collection.entry.author)
    return {one.title.partition(" · ")[2]: one.words for one in found}


def test_before_a_field_changes_its_kind_the_views_that_stand_on_it_are_named(client, pumps):
    board = a_view(of=pumps, shape="board", group="site")
    calendar = a_view(of=pumps, shape="calendar", date="due")
    client.force_login(pumps.entry.author)
    site = a_field(pumps.type, "site")
    sent = {"label": "Site", "kind": "text", "version": pumps.type.version}
    preview = html.unescape(client.post(f"/type-fields/{site.uid}", sent).content.decode())
    assert f"Pumps · {board.name}" in preview
    assert "This board would have no lanes any more." in preview
    assert calendar.name not in preview


def test_a_field_on_which_something_stands_is_removed_when_that_was_seen(client, pumps):
    board = a_view(of=pumps, shape="board", group="site")
    client.force_login(pumps.entry.author)
    site, note = a_field(pumps.type, "site"), a_field(pumps.type, "note")
    asked = client.post(f"/type-fields/{site.uid}/remove")
    assert f"Pumps · {board.name}" in html.unescape(asked.content.decode())
    assert a_field(pumps.type, "site")
    client.post(f"/type-fields/{site.uid}/remove", {"confirmed": "1"})
    client.post(f"/type-fields/{note.uid}/remove")
    names = [one.name for one in pumps.type.fields.filter(removed__isnull=True)]
    assert "site" not in names and "note" not in names


def test_every_part_of_a_view_that_stands_on_a_field_is_named(pumps):
    a_view(of=pumps, shape="calendar", date="due")
    table = a_view(
        of=pumps,
        columns=("cost",),
        filters=(Filter("due", "before", "2026-12-01"), Filter("cost", "more", "10")),
        sorts=(Sort("cost"),),
        sums=(("cost", "total"),),
    )
    assert told(pumps, "cost") == {
        table.name: "Its filter would not work any more. It would not be sorted by it any more. "
        "It would not be summed up any more."
    }
    assert set(told(pumps, "due").values()) == {
        "This calendar would have no days any more.",
        "Its filter would not work any more.",
    }


def test_formulas_that_need_a_field_are_named(pumps):
    lead = pumps.entry.author
    add_field(pumps.type, label="Twice", kind="formula", options={"formula": "cost * 2"}, actor=lead)
    found = standing_on(a_field(pumps.type, "cost"), None, seen_by=lead)
    assert [one.title for one in found] == ["Twice"]


def test_views_of_collections_one_does_not_see_are_not_named(pumps):
    a_view(of=pumps, shape="board", group="site")
    pumps.entry.community.audience = "members"
    pumps.entry.community.save()
    assert told(pumps, "site")
    assert standing_on(a_field(pumps.type, "site"), None, seen_by=a_colleague()) == []


@pytest.mark.parametrize(
    ("more", "name", "words"),
    [
        ({"shape": "board", "group": "site"}, "site", "The lanes of this board were the options of “Site”."),
        ({"shape": "calendar", "date": "due"}, "due", "This calendar went by “Due”."),
        ({"group": "site"}, "site", "This view was grouped by “Site”."),
        ({"sorts": (Sort("cost"),)}, "cost", "This view was sorted by “Cost”."),
        (
            {"filters": (Filter("cost", "more", "100"),)},
            "cost",
            "This view was filtered by “Cost” and shows more rows now.",
        ),
    ],
)
def test_a_view_whose_field_was_removed_says_what_it_lost(client, pumps, more, name, words):
    view = a_view(of=pumps, **more)
    assert words not in shown(client, view)
    field = a_field(pumps.type, name)
    remove_field(field, actor=pumps.entry.author)
    page = shown(client, view)
    assert f"{words} This field was removed from the type." in page
    assert pumps.address("settings", view.uid) in page
    assert words in shown(client, view, to=(guest := a_member(of=pumps.entry.community, role="guest")))
    assert "Settings of the view" not in shown(client, view, to=guest)
    restore_field(field, actor=pumps.entry.author)
    assert words not in shown(client, view)


def test_a_board_without_lanes_does_not_say_that_there_are_no_rows(client, pumps):
    view = a_view(of=pumps, shape="board", group="site")
    assert "2 rows" in shown(client, view)
    remove_field(a_field(pumps.type, "site"), actor=pumps.entry.author)
    assert "0 rows" not in shown(client, view)


def test_a_calendar_whose_day_became_a_text_says_what_the_field_is_now(client, pumps):
    view = a_view(of=pumps, shape="calendar", date="due")
    change_field(a_field(pumps.type, "due"), kind="text", actor=pumps.entry.author)
    assert "This calendar went by “Due”. This field is of the kind “Text” now." in shown(client, view)


def test_a_view_looked_at_in_another_way_does_not_speak_of_what_it_lost(client, pumps):
    view = a_view(of=pumps, sorts=(Sort("cost"),))
    remove_field(a_field(pumps.type, "cost"), actor=pumps.entry.author)
    client.force_login(pumps.entry.author)
    answer = client.get(pumps.address("view", view.uid), {"own": "1"})
    assert "was sorted by" not in answer.content.decode()


def test_a_view_that_lost_something_is_read_in_as_many_queries_and_one(
    client, pumps, django_assert_max_num_queries
):
    view = a_view(of=pumps, filters=(Filter("cost", "more", "100"),), sorts=(Sort("cost"),))
    remove_field(a_field(pumps.type, "cost"), actor=pumps.entry.author)
    client.force_login(pumps.entry.author)
    with django_assert_max_num_queries(13):
        client.get(pumps.address("view", view.uid))


def test_a_link_for_everyone_shows_nothing_once_the_field_it_was_filtered_by_is_gone(client, pumps):
    view = a_view(of=pumps, filters=(Filter("cost", "more", "100"),))
    secret = open_view(view, actor=pumps.entry.author)
    assert b"North" in client.get(f"/open/views/{secret}").content
    remove_field(a_field(pumps.type, "cost"), actor=pumps.entry.author)
    for address in (f"/open/views/{secret}", f"/open/views/{secret}/export.csv"):
        text = b"".join(client.get(address))
        assert b"North" not in text
        assert b"South" not in text
    client.force_login(pumps.entry.author)
    link = client.get(pumps.address("link", view.uid)).content.decode()
    assert "A field that this view was filtered by is gone" in link


def test_drawing_a_column_wider_throws_no_filter_away(pumps):
    view = a_view(of=pumps, filters=(Filter("cost", "more", "100"),))
    cost = a_field(pumps.type, "cost")
    remove_field(cost, actor=pumps.entry.author)
    keep_look(view, widths={"title": 300}, columns=None, actor=pumps.entry.author)
    assert View.objects.get(pk=view.pk).settings["filters"] == [["cost", "more", "100"]]


def test_cards_of_an_option_that_is_offered_no_more_keep_a_lane_that_takes_no_others(client, pumps):
    board = a_view(of=pumps, shape="board", group="site")
    kept = {"choices": [{"label": "Oulu", "key": "oulu"}]}
    change_field(a_field(pumps.type, "site"), options=kept, actor=pumps.entry.author)
    page = shown(client, board)
    assert "<bdi>North</bdi>" in page
    assert 'data-lane="turku" data-closed' in page
    assert 'name="value" value="oulu"' in page
    assert 'name="value" value="turku"' not in page


def test_cards_of_the_fourteenth_option_have_a_lane_and_empty_options_down_there_none(client, pumps):
    many = {"choices": [{"label": f"Site {n}", "key": f"s{n}"} for n in range(1, 16)]}
    change_field(a_field(pumps.type, "site"), options=many, actor=pumps.entry.author)
    a_row("West", in_=pumps, site="s14")
    page = shown(client, a_view(of=pumps, shape="board", group="site"))
    assert 'data-lane="s14" aria' in page
    assert 'data-lane="s13"' not in page
    assert "<bdi>West</bdi>" in page
