"""What can never have a value is refused when it is written down, with a sentence and the place."""

from __future__ import annotations

import pytest

from practica.core.types.actions import add_field, change_field
from practica.core.types.models import Field
from practica.kit.access import Invalid
from tests.builders import a_community, a_type
from tests.builders.types import a_field

pytestmark = pytest.mark.django_db


def refused(type, kind: str = "formula", label: str = "New", **options) -> str:
    with pytest.raises(Invalid) as told:
        add_field(type, label=label, kind=kind, options=options, actor=type.community.created_by)
    assert told.value.field == "options"
    return str(told.value)


def summary(how: str = "sum", field: str = "cost", relation: str = "parts", type: str = "") -> dict:
    return {"relation": relation, "field": field, "how": how, "type": type}


@pytest.fixture
def pump():
    return a_type(in_=a_community(), cost="number", due="date", parts="relation")


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("cost * 2 +", "“cost * 2 +”, at character 11"),
        ("cost * colour", "“colour”, at character 8"),
        ("[Cost] + [Due] ", "at character"),
        ("frobnicate(cost)", "“frobnicate"),
    ],
)
def test_a_formula_that_cannot_be_used_is_refused_and_its_place_named(pump, formula, place):
    assert place in refused(pump, formula=formula)
    assert not Field.objects.filter(type=pump, label="New").exists()


def test_the_place_is_counted_in_what_people_wrote(pump):
    long = "What it costs altogether with everything"
    change_field(a_field(pump, "cost"), label=long, actor=pump.community.created_by)
    assert f"at character {len(long) + 6}." in refused(pump, formula=f"[{long}] + colour")


def test_a_formula_by_the_words_of_its_fields_is_taken(pump):
    made = add_field(pump, label="Twice", kind="formula", options={"formula": "[Cost] * 2"},
                     actor=pump.community.created_by)  # fmt: skip
    assert made.options["formula"] == "[Cost] * 2"


def test_formulas_that_need_each_other_are_refused_with_the_way_round(pump):
    ann = pump.community.created_by
    one = add_field(pump, label="One", name="one", kind="formula", options={"formula": "cost + 1"}, actor=ann)
    add_field(pump, label="Two", name="two", kind="formula", options={"formula": "one + 1"}, actor=ann)
    with pytest.raises(Invalid) as told:
        change_field(one, options={"formula": "[Two] + 1"}, actor=ann)
    assert str(told.value) == "A formula cannot need its own value: Two uses One uses Two."
    one.refresh_from_db()
    assert one.options["formula"] == "cost + 1"


@pytest.mark.parametrize(
    ("rollup", "words"),
    [
        (summary(relation="nothing"), "Choose the link"),
        (summary(relation="cost"), "Choose the link"),
        (summary(how="magic"), "Choose how"),
        (summary(field=""), "Choose the field that is summed up"),
        (summary(field="nowhere"), "have no field “nowhere”"),
    ],
)
def test_a_summary_of_nothing_is_refused(pump, rollup, words):
    assert words in refused(pump, kind="rollup", rollup=rollup)


def test_a_count_of_links_needs_no_field(pump):
    counted = {"rollup": summary(how="count", field="")}
    assert add_field(pump, label="Parts known", kind="rollup", options=counted,
                     actor=pump.community.created_by).pk  # fmt: skip


def test_summaries_of_two_types_that_need_each_other_are_refused():
    community = a_community()
    ann = community.created_by
    part = a_type(in_=community, cost="number")
    pump = a_type(in_=community, parts=("relation", {"types": [part.uid]}), label="Pump")
    add_field(part, label="Pumps", name="pumps", kind="relation", options={"types": [pump.uid]}, actor=ann)
    total = {"rollup": summary(relation="parts", field="cost")}
    add_field(pump, label="Total", name="total", kind="rollup", options=total, actor=ann)
    share = {"rollup": summary(relation="pumps", field="total")}
    add_field(part, label="Share", name="share", kind="rollup", options=share, actor=ann)
    change = {"rollup": summary(relation="parts", field="share")}
    with pytest.raises(Invalid) as told:
        change_field(a_field(pump, "total"), options=change, actor=ann)
    assert str(told.value) == "A formula cannot need its own value: Total uses Share uses Total."


def test_a_formula_and_a_summary_of_its_own_links_that_need_each_other_are_refused(pump):
    ann = pump.community.created_by
    add_field(pump, label="All", name="all", kind="rollup", options={"rollup": summary()}, actor=ann)
    add_field(pump, label="Sum", name="sum", kind="formula", options={"formula": "cost + all"}, actor=ann)
    with pytest.raises(Invalid, match="cannot need its own value"):
        change_field(a_field(pump, "all"), options={"rollup": summary(field="sum")}, actor=ann)
