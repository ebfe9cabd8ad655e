"""Cells written from a table: checked, saved row by row, told apart from what others wrote meanwhile."""

from __future__ import annotations

import json
import re

import pytest

from practica.content.collections.actions import Change, check_cells, set_cells
from practica.core.communities.models import Community
from practica.core.types.actions import add_field
from practica.core.types.queries import fields_of, values_of
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_collection, a_community, a_member, a_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def pumps():
    return a_collection(in_=a_community())


def values(row, collection):
    return values_of([row], seen_by=collection.entry.author, fields=fields_of(collection.type))[row.pk]


def test_a_cell_takes_words_as_people_write_them(pumps):
    row = a_row(in_=pumps)
    given = {"cost": "12,5", "site": "Turku", "due": "2026-12-24", "done": "yes"}
    outcomes = set_cells(
        pumps, [Change(row.uid, name, word) for name, word in given.items()], actor=pumps.entry.author
    )
    assert not [one.problem for one in outcomes if one.problem]
    assert values(row, pumps)["cost"] == 12.5
    assert {one.field: one.words for one in outcomes}["site"] == "Turku"


def test_checking_saves_nothing_and_names_each_problem(pumps):
    row = a_row(in_=pumps, cost=1)
    outcomes = check_cells(
        pumps, [Change(row.uid, "cost", "lots"), Change(row.uid, "note", "fine")], actor=pumps.entry.author
    )
    assert [bool(one.problem) for one in outcomes] == [True, False]
    assert values(row, pumps) == {"cost": 1}


def test_what_is_right_is_saved_beside_what_is_not(pumps):
    first, second = a_row(in_=pumps), a_row(in_=pumps)
    changes = [
        Change(first.uid, "cost", "soon"),
        Change(second.uid, "cost", "5"),
        Change("2222zzzz2222", "cost", 1),
    ]
    outcomes = set_cells(pumps, changes, actor=pumps.entry.author)
    assert [bool(one.problem) for one in outcomes] == [True, False, True]
    assert values(second, pumps)["cost"] == 5


def test_a_cell_somebody_changed_meanwhile_is_not_written_over(pumps):
    row = a_row(in_=pumps, note="as it was")
    other = a_member(of=pumps.entry.community)
    set_cells(pumps, [Change(row.uid, "note", "hers")], actor=other)
    told = set_cells(pumps, [Change(row.uid, "note", "mine", was="as it was")], actor=pumps.entry.author)
    assert told[0].problem == "Somebody else changed this to “hers” meanwhile."
    assert values(row, pumps)["note"] == "hers"


def test_what_came_back_undoes_it(pumps):
    row = a_row(in_=pumps, site="turku", note="x")
    changes = [Change(row.uid, "site", "oulu"), Change(row.uid, "note", None)]
    outcomes = set_cells(pumps, changes, actor=pumps.entry.author)
    set_cells(pumps, [Change(one.row, one.field, one.before) for one in outcomes], actor=pumps.entry.author)
    assert values(row, pumps) == {"site": "turku", "note": "x"}


def test_a_row_is_renamed_in_its_first_cell_and_back(pumps):
    row = a_row("Nort", in_=pumps)
    (told,) = set_cells(pumps, [Change(row.uid, "title", " North ", was="Nort")], actor=pumps.entry.author)
    assert (told.words, told.before, told.problem) == ("North", "Nort", "")
    set_cells(pumps, [Change(row.uid, "title", told.before)], actor=pumps.entry.author)
    row.refresh_from_db()
    assert (row.title, row.page.version) == ("Nort", 3)


def test_a_name_and_a_cell_are_saved_together_or_not_at_all(pumps):
    row = a_row("Old", in_=pumps, cost=1)
    told = set_cells(
        pumps, [Change(row.uid, "title", "New"), Change(row.uid, "cost", "2")], actor=pumps.entry.author
    )
    row.refresh_from_db()
    assert ([one.problem for one in told], row.title, values(row, pumps)["cost"]) == (["", ""], "New", 2)


@pytest.mark.parametrize("title", ["", "   ", None, "x" * 201])
def test_a_row_keeps_its_name_when_the_new_one_cannot_be_taken(pumps, title):
    row = a_row("Kept", in_=pumps)
    (told,) = set_cells(pumps, [Change(row.uid, "title", title)], actor=pumps.entry.author)
    row.refresh_from_db()
    assert (bool(told.problem), row.title) == (True, "Kept")


def test_a_name_somebody_changed_meanwhile_is_not_written_over(pumps):
    row = a_row("Theirs", in_=pumps)
    (told,) = set_cells(pumps, [Change(row.uid, "title", "Mine", was="Before")], actor=pumps.entry.author)
    row.refresh_from_db()
    assert (told.problem, row.title) == ("Somebody else changed this to “Theirs” meanwhile.", "Theirs")


def test_where_pages_are_reviewed_a_row_is_not_renamed_in_passing(pumps):
    row = a_row("Kept", in_=pumps)
    Community.objects.filter(pk=pumps.entry.community_id).update(approvals_needed=1)
    (told,) = set_cells(pumps, [Change(row.uid, "title", "Other")], actor=pumps.entry.author)
    row.refresh_from_db()
    assert (told.problem[:22], row.title) == ("Pages are reviewed her", "Kept")


def test_who_may_not_write_renames_nothing(pumps):
    row = a_row("Kept", in_=pumps)
    (told,) = set_cells(pumps, [Change(row.uid, "title", "Mine")], actor=a_colleague())
    row.refresh_from_db()
    assert (bool(told.problem), row.title) == (True, "Kept")


def test_what_is_worked_out_anew_is_told_beside_what_was_saved(pumps):
    twice = {"formula": "[Cost] * 2"}
    admin = pumps.entry.community.created_by
    add_field(pumps.type, label="Twice", name="twice", kind="formula", options=twice, actor=admin)
    row = a_row(in_=pumps, cost=1)
    told = set_cells(pumps, [Change(row.uid, "cost", "5")], actor=pumps.entry.author)
    assert [(one.field, one.words) for one in told] == [("cost", "5"), ("twice", "10")]


def save(client, collection, row, **given) -> dict[str, dict]:
    """What the server tells of each cell it was sent."""
    client.force_login(collection.entry.author)
    sent = {"cells": [{"row": row.uid, "field": name, "value": value} for name, value in given.items()]}
    answer = client.post(collection.address("cells"), json.dumps(sent), content_type="application/json")
    return {one["field"]: one for one in answer.json()["cells"]}


def test_what_was_saved_comes_back_as_the_table_shows_it(client, pumps):
    admin = pumps.entry.community.created_by
    add_field(pumps.type, label="Manual", name="manual", kind="link", options={}, actor=admin)
    row = a_row(in_=pumps)

    told = save(client, pumps, row, manual="example.org/<b>", done="yes", due="24.12.2026", cost="12,5")

    link = '<a href="https://example.org/&lt;b&gt;" rel="noopener noreferrer nofollow">'
    assert told["manual"]["html"].startswith(link)
    assert "#i-check" in told["done"]["html"]
    assert '<time datetime="2026-12-24">' in told["due"]["html"]
    assert [told[name]["is_number"] for name in ("cost", "done")] == [True, False]
    table = client.get(pumps.get_absolute_url()).content.decode()
    shown = [told[name]["html"] for name in ("done", "due", "cost")]
    assert [html for html in shown if html not in table] == []


def test_a_cell_that_was_not_saved_comes_back_as_it_was_typed(client, pumps):
    told = save(client, pumps, a_row(in_=pumps), cost="<i>lots")["cost"]
    assert (bool(told["problem"]), "html" in told) == (True, False)


def test_where_pages_are_reviewed_a_cell_keeps_what_stands_and_says_what_waits(client, pumps):
    row = a_row(in_=pumps, cost=1)
    Community.objects.filter(pk=pumps.entry.community_id).update(approvals_needed=1)

    told = save(client, pumps, row, cost="23")["cost"]

    assert (told["plain"], told["problem"], told["waits"]) == (1, "", "23")
    assert told["html"].startswith("<bdi>1</bdi>") and "<bdi>23</bdi>" in told["html"]
    assert values(row, pumps) == {"cost": 1}


def test_a_moment_is_given_in_the_zone_of_the_reader(client, pumps):
    admin, reader = pumps.entry.community.created_by, pumps.entry.author
    add_field(pumps.type, label="Seen", name="seen", kind="moment", options={}, actor=admin)
    type(reader).objects.filter(pk=reader.pk).update(time_zone="Asia/Kolkata")

    told = save(client, pumps, a_row(in_=pumps), seen="2026-07-01 23:30")["seen"]

    assert '<time datetime="2026-07-01T23:30">' in told["html"]
    assert told["plain"] == "2026-07-01T18:00:00+00:00"


def test_too_many_cells_at_once_are_refused(pumps):
    with pytest.raises(Invalid, match="At most 2,000 cells"):
        set_cells(pumps, [Change("x", "cost", 1)] * 2001, actor=pumps.entry.author)


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b'{"cells": 1}', b'{"cells": [1]}',
     b'{"cells": [{"row": 1, "field": "a", "value": 1}]}',
     b'{"cells": [{"row": "a", "field": "b", "value": {"x": 1}}]}'],
)  # fmt: skip
def test_a_message_of_another_shape_is_refused(client, pumps, sent: bytes):
    client.force_login(pumps.entry.author)
    answer = client.post(pumps.address("cells"), sent, content_type="application/json")
    assert (answer.status_code, "error" in answer.json()) == (422, True)


def test_saving_a_cell_takes_few_queries(client, pumps, django_assert_max_num_queries):
    row = a_row(in_=pumps, cost=1)
    client.force_login(pumps.entry.author)
    sent = json.dumps({"cells": [{"row": row.uid, "field": "cost", "value": 2, "was": 1}]})
    client.post(pumps.address("cells"), sent, content_type="application/json")
    sent = json.dumps({"cells": [{"row": row.uid, "field": "cost", "value": 3, "was": 2}]})
    with django_assert_max_num_queries(26):
        client.post(pumps.address("cells"), sent, content_type="application/json")


def test_a_card_moves_without_scripts(client, pumps):
    row = a_row(in_=pumps, site="turku")
    client.force_login(pumps.entry.author)
    answer = client.post(
        pumps.address("move_row", row.uid), {"field": "site", "value": "oulu", "back": "//evil"}
    )
    assert answer.url == pumps.get_absolute_url()
    assert values(row, pumps)["site"] == "oulu"


def test_an_option_with_a_comma_in_its_name_is_one_option(client, pumps):
    admin = pumps.entry.community.created_by
    colours = {"choices": [{"label": "Green, light"}, {"label": "Red"}]}
    add_field(pumps.type, label="Colours", name="colours", kind="choices", options=colours, actor=admin)

    told = save(client, pumps, a_row(in_=pumps), colours=["green_light", "red"])["colours"]

    assert re.findall(r"<bdi>(.*?)</bdi>", told["html"]) == ["Green, light", "Red"]


def test_where_pages_are_reviewed_a_new_row_is_said_to_wait(client, pumps):
    Community.objects.filter(pk=pumps.entry.community_id).update(approvals_needed=1)
    client.force_login(pumps.entry.author)

    shown = client.post(pumps.address("add_row"), {"title": "Fresh"}, follow=True).content.decode()

    assert "“Fresh” stands here once it is approved." in shown
    assert "“Fresh” is there." not in shown
