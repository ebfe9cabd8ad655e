"""A page that becomes something else takes along what fits, loses nothing, and its history says what became
of each field."""

from __future__ import annotations

import pytest
from django.utils import timezone

from practica.core.communities.models import Community
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from practica.core.types import actions
from practica.core.types.conversions import fates_of
from practica.core.types.models import Value
from practica.core.types.queries import changes_of, kept_of, lines_of, type_of, values_at, values_of
from tests.builders import a_community, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db

STATES = {"choices": [{"label": "Open"}, {"label": "Done"}]}


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def ann(community):
    return community.created_by


@pytest.fixture
def first(community):
    return a_type(
        in_=community, label="Visit", cost="number", due="moment", note="text", state=("choice", STATES)
    )


@pytest.fixture
def second(community):
    return a_type(
        in_=community, label="Record", cost="number", due="date", state=("choice", {"choices": ["Done"]})
    )


@pytest.fixture
def page(community, first):
    values = {"cost": 12.5, "due": "2026-05-01 14:30", "note": "Seal", "state": "Open"}
    return a_page(in_=community, type=first, values=values)


def told(page, person):
    return [(one.title, one.how, one.before, one.after) for one in changes_of(page.entry, seen_by=person)[0]]


def test_history_says_what_it_was_and_what_became_of_each_field(page, second, ann):
    actions.retype(page.entry, second, actor=ann)
    said = told(page, ann)
    assert said[0] == ("Type", "", "Visit", "Record")
    assert ("note", "kept", "Seal", "") in [(one[0].casefold(), *one[1:]) for one in said]
    assert ("State", "kept", "Open", "") in said
    due = next(one for one in said if one[0] == "Due")
    assert "14:30" in due[2] and "14:30" not in due[3] and "1 May 2026" in due[3]
    assert not [one for one in said if one[0] == "Cost"]
    assert {one.person for one in changes_of(page.entry, seen_by=ann)[0]} == {ann}


def test_history_says_what_came_back_with_the_type(page, first, second, ann):
    actions.retype(page.entry, second, actor=ann)
    actions.retype(page.entry, first, actor=ann)
    assert ("Note", "back", "", "Seal") in told(page, ann)
    assert ("Type", "", "Record", "Visit") in told(page, ann)


def test_what_an_older_version_held_is_told_in_the_fields_of_now(page, second, ann):
    begin = timezone.now()
    actions.set_values(page.entry, {"note": "Gland"}, actor=ann)
    actions.retype(page.entry, second, actor=ann)
    actions.set_values(page.entry, {"cost": 20, "due": "2026-06-01"}, actor=ann)
    then = {one.field.name: one.words for one in values_at(page.entry, second, begin, seen_by=ann)}
    assert then == {"cost": "12.5", "due": "1 May 2026"}


def test_a_version_from_when_it_was_something_else_clears_nothing(page, first, second, ann):
    actions.retype(page.entry, second, actor=ann)
    between = timezone.now()
    actions.retype(page.entry, first, actor=ann)
    assert values_at(page.entry, first, between, seen_by=ann) == []


def test_what_it_was_last_goes_before_what_it_was_once(community, ann):
    one, two, three = (a_type(in_=community, cost=kind) for kind in ("number", "text", "number"))
    page = a_page(in_=community, type=one, values={"cost": 1})
    actions.retype(page.entry, two, actor=ann)
    Value.objects.create(entry=page.entry, field=a_field(one, "cost"), number=1)
    actions.set_values(page.entry, {"cost": "2"}, actor=ann)
    actions.retype(page.entry, three, actor=ann)
    assert values_of([page.entry], seen_by=ann, fields=[a_field(three, "cost")])[page.entry.pk] == {"cost": 2}


def test_what_it_leads_to_unseen_goes_along_unseen(community, ann):
    hidden = a_page(in_=community, title="Hidden giraffe")
    set_audience(hidden.entry, "core", actor=ann)
    one, two, three = (
        a_type(in_=community, see="relation"),
        a_type(in_=community, see="relation"),
        a_type(in_=community),
    )
    member = a_member(of=community)
    page = a_page(in_=community, by=ann, type=one, values={"see": [hidden.entry.uid]})
    for type in (two, three):
        actions.retype(page.entry, type, actor=member)
        assert "giraffe" not in str(told(page, member))
    assert [line.words for line in kept_of(page.entry, three, seen_by=ann)] == ["Hidden giraffe"]
    actions.drop_kept(page.entry, a_field(two, "see"), actor=member)
    actions.retype(page.entry, two, actor=ann)
    assert [line.words for line in lines_of(page.entry, two, seen_by=ann)] == ["Hidden giraffe"]


def test_what_is_thrown_away_stands_in_history(page, second, first, ann):
    actions.retype(page.entry, second, actor=ann)
    actions.drop_kept(page.entry, a_field(first, "note"), actor=ann)
    assert told(page, ann)[0] == ("Note", "dropped", "Seal", "")


def test_it_is_told_before_what_would_become_of_each_field(page, second, ann):
    fates = {one.field.name: one for one in fates_of(page.entry, second, actor=ann)}
    assert {name: bool(one.into) for name, one in fates.items()} == {
        "cost": True, "due": True, "note": False, "state": False,
    }  # fmt: skip
    assert "Open" in fates["state"].words and fates["state"].why
    assert type_of(page.entry).label == "Visit"


def test_what_is_kept_stays_while_putting_it_back_waits_for_approval(page, first, second, community, ann):
    actions.retype(page.entry, second, actor=ann)
    Community.objects.filter(pk=community.pk).update(approvals_needed=1)
    entry = Entry.objects.select_related("community").get(pk=page.entry.pk)
    remark = actions.add_field(second, label="Remark", kind="text", actor=ann)
    waits = actions.put_back(entry, a_field(first, "note"), into=remark, actor=a_member(of=community))
    assert waits is not None
    assert "Seal" in [line.words for line in kept_of(page.entry, second, seen_by=ann)]
