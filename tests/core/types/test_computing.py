"""What formulas and summaries come to is kept, and follows what it depends on."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from practica.core.entries.models import Entry
from practica.core.types import actions, computing, jobs
from practica.core.types.models import RULES, KnowledgeType, Value
from practica.core.types.queries import Condition, filtered, lines_of, of_type, values_of
from practica.kit.access import Invalid
from tests.builders import a_community, settle
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db
TWICE = ("formula", {"formula": "cost * 2"})
TOTAL = ("rollup", {"rollup": {"relation": "parts", "field": "cost", "how": "sum"}})


def _compute(fields, entries):
    """Twice the cost, and the sum of the costs of linked entries; a cost of 13 cannot be computed."""
    found = {}
    for entry in entries:
        cost = _cost(entry)
        linked = Value.objects.filter(entry=entry, field__name="parts").values_list("target", flat=True)
        known = {
            "twice": computing.Failed("Unlucky.") if cost == 13 else cost and cost * 2,
            "total": sum(_cost(part) or 0 for part in Entry.objects.filter(pk__in=linked)),
        }
        found[entry.pk] = {field.name: known[field.name] for field in fields}
    return found


def _cost(entry):
    return Value.objects.filter(entry=entry, field__name="cost").values_list("number", flat=True).first()


@pytest.fixture(autouse=True)
def _computer(monkeypatch):
    monkeypatch.setattr(computing, "_computer", [_compute])


def _held(page):
    return values_of([page.entry], seen_by=page.entry.author)[page.entry.pk]


def test_a_formula_follows_its_fields_and_can_be_filtered_by():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="number", twice=TWICE)
    page = a_page(in_=community, type=type, values={"cost": 4})
    assert _held(page) == {"cost": 4, "twice": 8}
    actions.set_values(page.entry, {"cost": 5}, actor=ann)
    rows = of_type(Entry.objects.visible_to(ann), type)
    asked = [Condition(a_field(type, "twice"), "at_least", "10")]
    assert list(filtered(rows, asked, seen_by=ann)) == [page.entry]
    actions.set_values(page.entry, {"cost": None}, actor=ann)
    assert _held(page) == {}


def test_one_that_fails_says_why():
    community = a_community()
    type = a_type(in_=community, cost="number", twice=TWICE)
    page = a_page(in_=community, type=type, values={"cost": 13})
    assert [line.words for line in lines_of(page.entry, type, seen_by=community.created_by)] == [
        "13",
        "Unlucky.",
    ]


def test_nobody_writes_what_is_worked_out():
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, cost="number", twice=TWICE))
    with pytest.raises(Invalid):
        actions.set_values(page.entry, {"twice": 3}, actor=community.created_by)


def test_a_summary_follows_the_pages_it_sums_up():
    community = a_community()
    ann = community.created_by
    part = a_page(in_=community, type=a_type(in_=community, cost="number"), values={"cost": 4}).entry
    whole = a_page(
        in_=community, type=a_type(in_=community, parts="relation", total=TOTAL), values={"parts": part.uid}
    )
    assert _held(whole)["total"] == 4
    actions.set_values(part, {"cost": 6}, actor=ann)
    settle()
    assert _held(whole)["total"] == 6


def test_summaries_in_a_ring_come_to_an_end():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="number", parts="relation", total=TOTAL)
    one, two = (a_page(in_=community, type=type, values={"cost": 1}) for _ in range(2))
    actions.set_values(one.entry, {"parts": two.entry.uid}, actor=ann)
    actions.set_values(two.entry, {"parts": one.entry.uid}, actor=ann)
    settle()
    assert _held(one)["total"] == 1


def test_a_new_formula_is_worked_out_for_all_there_are():
    community = a_community()
    type = a_type(in_=community, cost="number")
    page = a_page(in_=community, type=type, values={"cost": 4})
    actions.add_field(type, label="Twice", kind="formula", options=TWICE[1], actor=community.created_by)
    settle()
    assert _held(page)["twice"] == 8


def test_what_an_older_version_reckoned_is_worked_out_anew_once():
    community = a_community()
    type = a_type(in_=community, cost="number", twice=TWICE)
    page = a_page(in_=community, type=type, values={"cost": 4})
    Value.objects.filter(entry=page.entry, field__name="twice").update(number=99)
    KnowledgeType.objects.update(reckoned_by=RULES)
    jobs.after_an_upgrade()
    assert not DBTaskResult.objects.exists()
    KnowledgeType.objects.filter(pk=type.pk).update(reckoned_by=0)
    jobs.after_an_upgrade()
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[type.pk]]
    jobs.reckon.call(type.pk)
    assert _held(page)["twice"] == 8
    assert not KnowledgeType.objects.filter(reckoned_by__lt=RULES).exists()


@pytest.mark.parametrize(
    "value", [3, 2.5, True, False, "words", dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)]
)
def test_what_it_comes_to_is_given_back_as_it_was(monkeypatch, value):
    monkeypatch.setattr(
        computing, "_computer", [lambda fields, entries: {one.pk: {"twice": value} for one in entries}]
    )
    community = a_community()
    page = a_page(in_=community, type=a_type(in_=community, cost="number", twice=TWICE), values={"cost": 1})
    held = _held(page)["twice"]
    assert (held, type(held)) == (value, type(value))
