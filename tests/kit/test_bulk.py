"""Many rows at once are the rows ``bulk_create`` would have written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from practica.core.entries.models import Alias, Entry
from practica.core.ledger.models import FactRow
from practica.core.types.models import Field, Value
from practica.kit import bulk
from practica.kit.bulk import insert, insert_objects, put
from practica.kit.models import new_uid
from tests.builders import a_community, a_type

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def entries(count: int) -> list[Entry]:
    community = a_community()
    return [
        Entry(uid=new_uid(), kind="page", community=community, title=f"Page {n}", published=NOON)
        for n in range(count)
    ]


def test_objects_come_back_as_they_went(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_VALUES", 100)
    made = insert_objects(entries(9))
    stored = Entry.objects.in_bulk([one.pk for one in made])
    assert [stored[one.pk].uid for one in made] == [one.uid for one in made]
    assert {(one.published, one.language, one.reply_count, one.review_due) for one in stored.values()} == {
        (NOON, "en", 0, None)
    }
    assert not any(one._state.adding for one in made)


def test_every_kind_of_column_takes_what_it_takes_elsewhere():
    before = timezone.now()
    ids = insert(FactRow, {"name": ["A", "B"], "data": [{"one": [1, "ü"]}, {}]}, same={"actor_id": 7})
    rows = [FactRow.objects.get(pk=pk) for pk in ids]
    assert [(one.name, one.data, one.actor_id, one.subject_id) for one in rows] == [
        ("A", {"one": [1, "ü"]}, 7, None),
        ("B", {}, 7, None),
    ]
    assert before <= rows[0].at <= timezone.now()


def test_numbers_and_moments_stay_what_they_are():
    kind = a_type(in_=a_community(), cost="number", due="date")
    cost, due = Field.objects.filter(type=kind).order_by("position")
    entry = insert_objects(entries(1))[0]
    put(Value, {"field_id": [cost.pk, due.pk], "number": [1, None], "moment": [None, NOON]},
        same={"entry_id": entry.pk})  # fmt: skip
    found = {one.field_id: (one.number, one.moment) for one in Value.objects.filter(entry=entry)}
    assert found == {cost.pk: (1.0, None), due.pk: (None, NOON)}


def test_what_is_there_already_is_given_the_new_columns():
    first, second = insert_objects(entries(2))
    same = {"community_id": first.community_id}
    put(Alias, {"path": ["a", "b"], "entry_id": [first.pk, first.pk]}, same=same)
    put(Alias, {"path": ["b", "c"], "entry_id": [second.pk, second.pk]}, same=same,
        unique=["community_id", "path"], update=["entry_id"])  # fmt: skip
    assert dict(Alias.objects.values_list("path", "entry_id")) == {
        "a": first.pk,
        "b": second.pk,
        "c": second.pk,
    }


def lengths_of(counts: Sequence[int]) -> set[int]:
    """How many rows the statements have that write so many facts each time."""
    seen: list[str] = []

    def see(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(see):
        made = [insert(FactRow, {"name": ["A"] * count}) for count in counts]
    assert [len(ids) for ids in made] == list(counts)
    assert all(ids == sorted(set(ids)) for ids in made)
    assert FactRow.objects.count() == sum(counts)
    return {sql.count("(%s") for sql in seen}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite's are kept so.")
def test_statements_with_much_text_are_of_few_lengths(monkeypatch):
    monkeypatch.setattr(bulk, "MUCH_TEXT", 0)
    assert lengths_of(range(1, 160)) == {*range(1, bulk.FEW_ROWS + 1), 32, 64}


def test_rows_with_little_text_go_in_one_statement():
    assert lengths_of([3, 150]) == {3, 150}


@pytest.mark.django_db(transaction=True)
def test_all_or_none(monkeypatch):
    monkeypatch.setattr(bulk, "MOST_VALUES", 60)
    made = entries(6)
    made[5].uid = made[0].uid
    with pytest.raises(IntegrityError):
        insert_objects(made)
    assert not Entry.objects.exists()
    assert not connection.in_atomic_block


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"name": ["a"], "colour": ["red"]}, "has no column colour"),
        ({"name": ["a"], "entry_id": [1, 2]}, "entry_id has 2 values for 1 rows"),
    ],
)
def test_columns_that_cannot_be_are_a_mistake_of_the_caller(columns, words):
    with pytest.raises(ValueError, match=words):
        insert(FactRow, columns)


def test_what_each_row_needs_of_its_own_has_no_default():
    with pytest.raises(ValueError, match="its own uid"):
        insert(Entry, {"title": ["a", "b"]})
