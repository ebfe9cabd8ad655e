"""Types and fields change; what was answered goes along or is kept."""

import pytest

from practica.core.types import actions
from practica.core.types.conversions import tried
from practica.core.types.models import Field, KnowledgeType, Value
from practica.core.types.queries import fields_of, kept_of, lines_of, values_of
from practica.kit.access import Invalid, Refused, Stale
from tests.builders import a_colleague, a_community, a_member, settle
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db
STATES = ("choice", {"choices": ["Open", "Agreed"]})


def _held(page, person):
    return values_of([page.entry], seen_by=person)[page.entry.pk]


def test_only_leads_keep_the_types_of_their_community_and_administrators_those_of_the_site():
    community = a_community()
    for person in (a_colleague(), a_member(of=community), a_member(of=community, role="core")):
        with pytest.raises(Refused):
            actions.make_type(community=community, label="Pump", actor=person)
    with pytest.raises(Refused):
        actions.make_type(community=None, label="Pump", actor=community.created_by)
    assert (
        actions.make_type(community=None, label="Pump", actor=a_colleague(is_administrator=True)).name
        == "pump"
    )


def test_of_two_who_change_a_type_the_second_hears_of_it():
    community = a_community()
    type, ann = a_type(in_=community), community.created_by
    opened_by_both = type.version
    actions.change_type(type, label="Pump", version=opened_by_both, actor=ann)
    with pytest.raises(Stale):
        actions.change_type(type, label="Valve", version=opened_by_both, actor=ann)


def test_two_fields_never_have_the_same_name():
    community = a_community()
    type = a_type(in_=community, cost="number")
    with pytest.raises(Invalid):
        actions.add_field(type, label="COST", actor=community.created_by)
    assert actions.add_field(type, label="2nd cost", actor=community.created_by).name == "n2nd_cost"


def test_fields_change_places():
    community = a_community()
    type = a_type(in_=community, one="text", two="text", three="text")
    actions.move_field(a_field(type, "three"), by=-1, actor=community.created_by)
    actions.move_field(a_field(type, "one"), by=-1, actor=community.created_by)
    assert [field.name for field in fields_of(type)] == ["one", "three", "two"]


def test_a_change_of_kind_takes_over_what_fits_and_keeps_the_rest():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="text")
    fits = a_page(in_=community, type=type, values={"cost": "12,5"})
    not_so = a_page(in_=community, type=type, values={"cost": "a lot"})
    old = a_field(type, "cost")
    preview = tried(old, actions.field_to_be(old, {"kind": "number"}, actor=ann), actor=ann)
    assert (preview.total, preview.converted, preview.left) == (2, 1, 1)
    assert preview.kept[0][0] == "a lot"
    actions.change_field(old, kind="number", actor=ann)
    assert _held(fits, ann) == {"cost": 12.5}
    assert kept_of(fits.entry, type, seen_by=ann) == []
    assert _held(not_so, ann) == {}
    assert [line.words for line in kept_of(not_so.entry, type, seen_by=ann)] == ["a lot"]


def test_bringing_the_old_field_back_undoes_a_change_of_kind():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="text")
    page = a_page(in_=community, type=type, values={"cost": "12,50"})
    old = a_field(type, "cost")
    actions.change_field(old, kind="number", actor=ann)
    actions.restore_field(old, actor=ann)
    assert [(field.name, field.kind) for field in fields_of(type)] == [("cost", "text")]
    assert _held(page, ann) == {"cost": "12,50"}


def test_many_values_go_over_in_batches_and_nobody_who_wrote_meanwhile_is_overwritten(monkeypatch):
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="text")
    pages = [a_page(in_=community, type=type, values={"cost": str(n)}) for n in range(5)]
    monkeypatch.setattr("practica.core.types.actions.fields.AT_ONCE", 2)
    actions.change_field(a_field(type, "cost"), kind="number", actor=ann)
    assert a_field(type, "cost").to_convert == 3
    actions.set_values(pages[4].entry, {"cost": 99}, actor=ann)
    settle()
    assert a_field(type, "cost").to_convert == 0
    assert [_held(page, ann)["cost"] for page in pages] == [0, 1, 2, 3, 99]


@pytest.mark.parametrize(
    ("kind", "raw", "to", "found"),
    [
        ("number", 1, "yesno", True), ("yesno", "no", "text", "No"), (STATES, "Open", "text", "Open"),
        ("text", "open", STATES, "open"), ("date", "2026-11-22", "text", "2026-11-22"),
        ("text", "2026-11-22", "date", "2026-11-22"), (STATES, "Open", ("choices", STATES[1]), ("open",)),
        ("long", "a\nb", "text", "a b"), ("text", "example.org", "link", "https://example.org"),
    ],
)  # fmt: skip
def test_kinds_turn_into_one_another_where_the_words_allow_it(kind, raw, to, found):
    community = a_community()
    type = a_type(in_=community, thing=kind)
    page = a_page(in_=community, type=type, values={"thing": raw})
    new, options = to if isinstance(to, tuple) else (to, {})
    actions.change_field(a_field(type, "thing"), kind=new, options=options, actor=community.created_by)
    assert str(_held(page, community.created_by).get("thing")) == str(found)


def test_people_named_in_a_text_are_found_again_when_it_becomes_people():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, owner="text")
    page = a_page(in_=community, type=type, values={"owner": f"{ann.name}"})
    actions.change_field(a_field(type, "owner"), kind="people", actor=ann)
    assert _held(page, ann) == {"owner": (ann,)}


def test_a_renamed_option_stays_chosen_and_a_new_order_sorts_anew():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, state=STATES)
    page = a_page(in_=community, type=type, values={"state": "Open"})
    options = {"choices": [{"key": "agreed", "label": "Agreed"}, {"key": "open", "label": "To do"}]}
    actions.change_field(a_field(type, "state"), options=options, actor=ann)
    (line,) = lines_of(page.entry, KnowledgeType.objects.get(pk=type.pk), seen_by=ann)
    assert line.words == "To do"
    assert Value.objects.get(field=a_field(type, "state")).number == 1


def test_a_removed_field_keeps_what_it_held_and_comes_back_with_it():
    community = a_community()
    ann = community.created_by
    type = a_type(in_=community, cost="number", note="text")
    page = a_page(in_=community, type=type, values={"cost": 5})
    field = a_field(type, "cost")
    actions.remove_field(field, actor=ann)
    type.refresh_from_db()
    assert type.field_count == 1
    assert _held(page, ann) == {}
    assert [line.value for line in kept_of(page.entry, type, seen_by=ann)] == [5]
    actions.restore_field(field, actor=ann)
    assert _held(page, ann) == {"cost": 5}


def test_a_page_of_another_kind_takes_along_what_fits_and_has_the_rest_again_when_it_turns_back():
    community = a_community()
    ann = community.created_by
    first = a_type(in_=community, cost="number", note="text", state=STATES)
    second = a_type(in_=community, cost="text", state=("choice", {"choices": ["Done"]}))
    page = a_page(in_=community, type=first, values={"cost": 12.5, "note": "Seal", "state": "Open"})
    kept = actions.retype(page.entry, second, actor=ann)
    assert {field.name for field in kept} == {"note", "state"}
    assert [(line.field.name, line.words) for line in lines_of(page.entry, second, seen_by=ann)] == [
        ("cost", "12.5")
    ]
    actions.retype(page.entry, first, actor=ann)
    assert _held(page, ann) == {"cost": 12.5, "note": "Seal", "state": "open"}


def test_what_is_kept_is_put_where_it_belongs_or_thrown_away():
    community = a_community()
    ann = community.created_by
    first, second = a_type(in_=community, note="text", cost="text"), a_type(in_=community, remark="long")
    page = a_page(in_=community, type=first, values={"note": "Seal", "cost": "5"})
    actions.retype(page.entry, second, actor=ann)
    actions.put_back(page.entry, a_field(first, "note"), into=a_field(second, "remark"), actor=ann)
    actions.drop_kept(page.entry, a_field(first, "cost"), actor=ann)
    assert _held(page, ann) == {"remark": "Seal"}
    assert kept_of(page.entry, second, seen_by=ann) == []


def test_a_page_takes_no_type_of_another_community_nor_a_retired_one():
    community = a_community()
    ann = community.created_by
    page = a_page(in_=community)
    retired = a_type(in_=community)
    actions.retire(retired, actor=ann)
    retired.refresh_from_db()
    for type in (a_type(in_=a_community()), retired):
        with pytest.raises(Invalid):
            actions.retype(page.entry, type, actor=ann)
        with pytest.raises(Invalid):
            a_page(in_=community, type=type)


def test_the_article_is_never_retired():
    with pytest.raises(Invalid):
        actions.retire(KnowledgeType.objects.get(name="article"), actor=a_colleague(is_administrator=True))


def test_a_type_has_at_most_sixty_fields(monkeypatch):
    community = a_community()
    type = a_type(in_=community, one="text")
    monkeypatch.setattr("practica.core.types.actions.fields.MOST_FIELDS", 1)
    with pytest.raises(Invalid):
        actions.add_field(type, label="Two", actor=community.created_by)
    assert Field.objects.filter(type=type).count() == 1
