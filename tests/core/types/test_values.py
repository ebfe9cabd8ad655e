"""Entries answer the fields of their type."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practica.core.entries.models import Entry
from practica.core.types.actions import set_values
from practica.core.types.models import Value
from practica.core.types.queries import fields_of, lines_of, referring, values_of
from practica.kit.access import Invalid, Refused, Stale
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_type

pytestmark = pytest.mark.django_db
STATES = ("choice", {"choices": ["Open", "Agreed"]})


def test_every_kind_gives_back_what_it_was_given():
    community = a_community()
    ann = community.created_by
    type = a_type(
        in_=community, note="text", story="long", cost=("number", {"unit": "€"}), due="date", at="moment",
        state=STATES, sites=("choices", {"choices": ["Turku", "Oulu"]}), done="yesno", owner="people",
        see="relation", web="link",
    )  # fmt: skip
    other = a_page(in_=community, title="Other").entry
    page = a_page(in_=community, type=type)
    given = {
        "note": " Gland  packing ", "story": "One\r\ntwo", "cost": "1 250,5 €", "due": "2026-11-22",
        "at": "2026-11-22T14:00+02:00", "state": "agreed", "sites": "Oulu, Turku", "done": "yes",
        "owner": ann.handle, "see": f"/c/x/pages/other-{other.uid}", "web": "example.org/seals",
    }  # fmt: skip
    set_values(page.entry, given, actor=ann)
    assert values_of([page.entry], seen_by=ann)[page.entry.pk] == {
        "note": "Gland packing", "story": "One\ntwo", "cost": 1250.5, "due": dt.date(2026, 11, 22),
        "at": dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), "state": "agreed", "sites": ("turku", "oulu"),
        "done": True, "owner": (ann,), "see": (other,), "web": "https://example.org/seals",
    }  # fmt: skip


@pytest.mark.parametrize(
    "raw", ["22.11.2026", "22.11.26", "22 Nov 2026", "Nov. 22, 2026", "November 22, 2026"]
)
def test_a_day_is_taken_as_people_write_and_read_it(raw):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, thing="date"))
    set_values(page.entry, {"thing": raw}, actor=community.created_by)
    assert values_of([page.entry], seen_by=community.created_by)[page.entry.pk] == {
        "thing": dt.date(2026, 11, 22)
    }


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1,234.56", 1234.56), ("1.234,56", 1234.56), ("12,345,678.9", 12345678.9), ("-1.234,5", -1234.5),
        ("$1,234.50", 1234.5), ("-$5", -5), ("99,50 €", 99.5), ("12 %", 12), ("1 250", 1250), ("€ 5", 5),
    ],
)  # fmt: skip
def test_a_number_is_taken_as_a_spreadsheet_shows_it(raw, number):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, thing="number"))
    set_values(page.entry, {"thing": raw}, actor=community.created_by)
    assert values_of([page.entry], seen_by=community.created_by)[page.entry.pk] == {"thing": number}


@pytest.mark.parametrize(
    ("raw", "truth"), [("ja", True), ("Nein", False), ("oui", True), ("x", True), ("–", False)]
)
def test_yes_and_no_are_taken_as_a_table_brought_in_says_them(raw, truth):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, thing="yesno"))
    set_values(page.entry, {"thing": raw}, actor=community.created_by)
    assert values_of([page.entry], seen_by=community.created_by)[page.entry.pk] == {"thing": truth}


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("number", "a dozen"), ("number", "1,234"), ("number", "1,23.4"), ("number", "$"),
        ("number", "1,234,56"),
        ("number", "nan"), ("number", "1e400"),
        ("date", "5/11/2026"), ("date", "2026-02-30"), ("date", "0000-01-01"), ("moment", "soon"),
        ("moment", "2026-5-1 10:00 or so"),
        (STATES, "Lost"), ("yesno", "perhaps"), ("people", "Nobody Known"), ("relation", "No such page"),
        ("link", "javascript:alert(1)"), ("link", "https://"), ("text", "x" * 501), ("file", "2345"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_field(kind, raw):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, thing=kind))
    with pytest.raises(Invalid) as refused:
        set_values(page.entry, {"thing": raw}, actor=community.created_by)
    assert refused.value.field == "thing"
    assert not Value.objects.exists()


def test_giving_back_what_stood_there_undoes():
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, cost="number", state=STATES))
    ann = community.created_by
    set_values(page.entry, {"cost": 5}, actor=ann)
    before = set_values(page.entry, {"cost": 7, "state": "Open"}, actor=ann)
    set_values(page.entry, before, actor=ann)
    assert values_of([page.entry], seen_by=ann)[page.entry.pk] == {"cost": 5}


def test_a_required_field_is_not_emptied():
    community = a_community()
    type = a_type(in_=community, cost="number")
    type.fields.update(is_required=True)
    page = a_page(in_=community, type=type, values={"cost": 3})
    with pytest.raises(Invalid):
        set_values(page.entry, {"cost": ""}, actor=community.created_by)


def test_who_cannot_edit_the_page_cannot_fill_its_fields():
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, cost="number"))
    for person in (a_guest(), a_colleague(), a_member(of=community, role="guest")):
        with pytest.raises(Refused):
            set_values(page.entry, {"cost": 1}, actor=person)


def test_a_field_that_went_while_somebody_wrote_is_told_apart_from_a_wrong_name():
    community = a_community()
    type = a_type(in_=community, cost="number")
    page = a_page(in_=community, type=type)
    with pytest.raises(Stale) as stale:
        set_values(page.entry, {"gone": "5"}, type_version=type.version - 1, actor=community.created_by)
    assert stale.value.sent == {"gone": "5"}
    with pytest.raises(Invalid):
        set_values(page.entry, {"gone": "5"}, actor=community.created_by)


def test_a_linked_page_is_shown_only_to_those_who_see_it_and_others_do_not_take_it_away():
    community = a_community()
    secret = a_page(in_=community, title="Secret", audience="core").entry
    type = a_type(in_=community, see="relation")
    page = a_page(in_=community, type=type, values={"see": secret.uid})
    bob = a_member(of=community)
    assert values_of([page.entry], seen_by=bob)[page.entry.pk] == {}
    assert lines_of(page.entry, type, seen_by=bob) == []
    other = a_page(in_=community, title="Other").entry
    set_values(page.entry, {"see": other.uid}, actor=bob)
    seen_by_core = values_of([page.entry], seen_by=community.created_by)[page.entry.pk]
    assert set(seen_by_core["see"]) == {other, secret}


def test_nobody_links_to_a_page_she_does_not_see_nor_to_itself():
    community = a_community()
    secret = a_page(in_=a_community(audience="members"), title="Secret").entry
    page = a_page(in_=community, type=a_type(in_=community, see="relation"))
    for name in (secret.uid, "Secret", page.entry.uid):
        with pytest.raises(Invalid):
            set_values(page.entry, {"see": name}, actor=community.created_by)


def test_relations_in_a_ring_are_followed_both_ways():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, see="relation")
    one, two = (a_page(in_=community, type=type, title=title).entry for title in ("One", "Two"))
    set_values(one, {"see": "Two"}, actor=ann)
    set_values(two, {"see": "One"}, actor=ann)
    assert list(referring(one, seen_by=ann)) == [two]
    assert list(referring(two, seen_by=ann)) == [one]


def test_values_of_many_entries_are_one_query(django_assert_num_queries):
    community = a_community()
    type = a_type(in_=community, cost="number", owner="people")
    for cost in range(5):
        a_page(in_=community, type=type, values={"cost": cost, "owner": community.created_by.handle})
    entries, fields = list(Entry.objects.filter(kind="page")), fields_of(type)
    with django_assert_num_queries(1):
        found = values_of(entries, seen_by=community.created_by, fields=fields)
    assert sorted(values["cost"] for values in found.values()) == [0, 1, 2, 3, 4]


def test_people_are_asked_for_only_where_a_field_holds_them():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="number", owner="people")
    page = a_page(in_=community, type=type)
    set_values(page.entry, {"cost": 12, "owner": ann.handle}, actor=ann)
    owner, cost = sorted(fields_of(type), key=lambda field: field.name, reverse=True)
    with CaptureQueriesContext(connection) as queries:
        assert values_of([page.entry], seen_by=ann, fields=[cost]) == {page.entry.pk: {"cost": 12}}
    assert "people_person" not in queries[0]["sql"]
    with CaptureQueriesContext(connection) as queries:
        assert values_of([page.entry], seen_by=ann, fields=[owner]) == {page.entry.pk: {"owner": (ann,)}}
    assert len(queries) == 1


@pytest.mark.parametrize("between", ["\n", "\r\n", ", "])
def test_several_addresses_are_several_links(between):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, see="relation"))
    others = [a_page(in_=community, title=title).entry for title in ("Seals", "Pumps")]

    given = between.join(f"/c/x/pages/{one.slug}-{one.uid}" for one in others)
    set_values(page.entry, {"see": given}, actor=community.created_by)

    held = values_of([page.entry], seen_by=community.created_by)[page.entry.pk]["see"]
    assert list(held) == others


def test_of_several_titles_one_a_line_each_may_hold_a_comma():
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, see="relation"))
    others = [a_page(in_=community, title=title).entry for title in ("Seals, dry", "Pumps; small", "Oil")]

    given = "\n".join(one.title for one in others)
    set_values(page.entry, {"see": given}, actor=community.created_by)

    held = values_of([page.entry], seen_by=community.created_by)[page.entry.pk]["see"]
    assert list(held) == others


def test_several_files_by_their_names_here_are_several_files():
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, drawings="file"))
    files = [a_file(in_=community, by=community.created_by, name=name) for name in ("a.txt", "b.txt")]

    given = ", ".join(one.uid for one in files)
    set_values(page.entry, {"drawings": given}, actor=community.created_by)

    held = values_of([page.entry], seen_by=community.created_by)[page.entry.pk]["drawings"]
    assert list(held) == files


@pytest.mark.parametrize("kind", ["people", "relation", "file"])
def test_thousands_of_names_are_refused_with_a_sentence(kind):
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, thing=kind))
    with pytest.raises(Invalid, match="holds at most 100"):
        set_values(page.entry, {"thing": ", ".join(map(str, range(5000)))}, actor=community.created_by)
