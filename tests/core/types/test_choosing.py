"""An option that is offered no more keeps its words where it was chosen, and nobody loses it by saving."""

from __future__ import annotations

import pytest

from practica.core.types import actions, kinds
from practica.core.types.forms import fields_form
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import lines_of, values_of
from practica.kit.access import Invalid
from tests.builders import a_community, a_file
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def type(community):
    states = {"choices": [{"label": "Open"}, {"label": "Broken"}]}
    return a_type(in_=community, state=("choice", states), marks=("choices", states), note="text")


@pytest.fixture
def page(community, type):
    return a_page(in_=community, type=type, values={"state": "Broken", "marks": ["Open", "Broken"]})


def _offer_no_more(type, name, *, leaving=("Open",)):
    ann = type.community.created_by
    return actions.change_field(a_field(type, name), options={"choices": list(leaving)}, actor=ann)


def _now(type):
    return KnowledgeType.objects.get(pk=type.pk)


def test_it_keeps_its_words(page, type, community):
    for name in ("state", "marks"):
        _offer_no_more(type, name)
    lines = lines_of(page.entry, _now(type), seen_by=community.created_by)
    assert [line.words for line in lines] == ["Broken", "Open, Broken"]


def test_saving_something_else_leaves_it_where_it_is(page, type, community):
    ann = community.created_by
    for name in ("state", "marks"):
        _offer_no_more(type, name)
    opened = fields_form(_now(type), entry=page.entry, actor=ann)
    assert ("broken", "Broken (offered no more)") in opened.fields["f-state"].choices
    sent = {
        "f--was": opened.opened_with, "f-state": opened["f-state"].value(), "f-note": "New",
        "f-marks": opened["f-marks"].value(),
    }  # fmt: skip
    form = fields_form(_now(type), entry=page.entry, data=_posted(sent), actor=ann)
    assert form.is_valid(), form.errors
    assert form.values() == {"note": "New"}


def _posted(sent):
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_it_is_offered_to_no_other_page(page, type, community):
    field = _offer_no_more(type, "state")
    assert "broken" not in dict(fields_form(_now(type), actor=community.created_by).fields["f-state"].choices)
    with pytest.raises(Invalid):
        kinds.clean(field, "Broken", actor=community.created_by)


def test_offered_again_it_is_the_same_option(page, type, community):
    _offer_no_more(type, "state")
    field = _offer_no_more(type, "state", leaving=("Open", "Broken"))
    assert [one["key"] for one in field.choices] == ["open", "broken"]
    assert field.former_choices == []


def test_undoing_brings_back_what_is_offered_no_more(page, type, community):
    ann = community.created_by
    _offer_no_more(type, "state")
    before = actions.set_values(page.entry, {"state": "Open"}, actor=ann)
    actions.set_values(page.entry, before, actor=ann)
    assert values_of([page.entry], seen_by=ann)[page.entry.pk]["state"] == "broken"


def test_who_takes_an_option_away_is_told_how_many_pages_chose_it(client, page, type, community):
    client.force_login(community.created_by)
    address = f"/type-fields/{a_field(type, 'state').uid}"
    sent = {"label": "State", "kind": "choice", "choices": "Open"}
    looked = client.post(address, sent).content.decode()
    assert "Broken" in looked and "1 page" in looked
    assert len(a_field(type, "state").choices) == 2
    assert client.post(address, sent | {"confirmed": "1"}).status_code == 302
    assert [one["label"] for one in a_field(type, "state").choices] == ["Open"]


def test_a_file_from_elsewhere_is_offered_where_it_stands_and_stays_when_something_else_is_saved(community):
    ann = community.created_by
    type = a_type(in_=community, drawing="file", note="text")
    drawing = a_file(in_=community, by=ann, name="plan.txt")
    page = a_page(in_=community, type=type, values={"drawing": drawing.uid})

    opened = fields_form(type, entry=page.entry, actor=ann)

    assert (drawing.uid, "plan.txt") in opened.fields["f-drawing"].choices
