"""Where pages are reviewed, what a page is waits for approval like what it says."""

from __future__ import annotations

import pytest

from practica.content.pages.actions import review, withdraw
from practica.content.pages.models import Page, Proposal
from practica.core.communities.models import Community
from practica.core.types.actions import retire, retype, set_values
from practica.core.types.queries import changes_of, values_of
from practica.kit.access import Invalid
from tests.builders import a_colleague, a_community, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_type
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return a_colleague("Lea")


@pytest.fixture
def community(lead):
    return a_community(led_by=lead)


@pytest.fixture
def ann(community):
    return a_member(of=community)


@pytest.fixture
def lesson(community, lead):
    return a_type(in_=community, by=lead, label="Lesson", cost="number", note="text")


@pytest.fixture
def record(community, lead):
    return a_type(in_=community, by=lead, label="Record", cost="text")


@pytest.fixture
def page(community, lead, lesson):
    page = a_page(in_=community, by=lead, type=lesson, values={"cost": 5, "note": "Seal"})
    Community.objects.filter(pk=community.pk).update(approvals_needed=1)
    return page


def _now(page):
    return Page.objects.with_entry().select_related("type").get(pk=page.pk)


def test_another_type_waits_and_comes_with_the_approval(page, lesson, record, ann, lead):
    proposal = retype(_now(page).entry, record, actor=ann).proposed
    assert _now(page).type == lesson
    review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).type == record
    assert values_of([page.entry], seen_by=ann)[page.entry_id]["cost"] == "5"
    assert {one.person for one in changes_of(page.entry, seen_by=lead)[0]} == {ann}


def test_choosing_another_type_meanwhile_asks_anew(page, record, lesson, community, ann, lead):
    other = a_type(in_=community, by=lead)
    first = retype(_now(page).entry, other, actor=ann).proposed
    again = retype(_now(page).entry, record, actor=ann).proposed
    assert (again.pk, again.round, again.type) == (first.pk, 2, record)


def test_who_asks_the_same_joins_in(page, record, community, ann):
    asked = retype(_now(page).entry, record, actor=ann).proposed
    assert retype(_now(page).entry, record, actor=a_member(of=community)).proposed == asked
    assert Proposal.objects.count() == 1


def test_a_type_retired_meanwhile_is_not_given(page, record, lesson, ann, lead):
    proposal = retype(_now(page).entry, record, actor=ann).proposed
    retire(record, actor=lead)
    with pytest.raises(Invalid):
        review(proposal, approves=True, round_=1, actor=lead)
    assert _now(page).type == lesson
    assert Proposal.objects.get(pk=proposal.pk).is_open


def test_taken_back_it_stays_what_it_is(page, record, lesson, ann):
    withdraw(retype(_now(page).entry, record, actor=ann).proposed, actor=ann)
    assert _now(page).type == lesson


def test_values_that_wait_for_fields_of_before_do_not_stop_an_approval(page, record, ann, lead):
    values = set_values(_now(page).entry, {"note": "Gland"}, actor=ann).proposed
    review(retype(_now(page).entry, record, actor=ann).proposed, approves=True, round_=1, actor=lead)
    review(values, approves=True, round_=1, actor=lead)
    assert values_of([page.entry], seen_by=ann)[page.entry_id]["cost"] == "5"
    assert not Proposal.objects.get(pk=values.pk).is_open


def test_the_change_of_type_is_read_with_what_becomes_of_the_fields(client, page, record, ann, lead):
    client.force_login(ann)
    sent = client.post(f"/e/{page.entry.uid}/type", {"type": record.uid})
    assert sent.status_code == 200 and "kept beside the page" in sent.content.decode()
    sent = client.post(f"/e/{page.entry.uid}/type", {"type": record.uid, "confirmed": "1"})
    client.force_login(lead)
    read = client.get(sent["Location"])
    words = read.content.decode()
    assert read.status_code == 200
    assert "Lesson" in words and "Record" in words and "Seal" in words


def test_the_api_tells_what_waits(client, page, record, ann):
    answer = Program(ann).post(f"/entries/{page.entry.uid}/type", type=record.uid).json()
    assert answer["proposal"] == Proposal.objects.get().uid
    assert answer["type"] == _now(page).type.uid
    assert Program(ann).get(f"/proposals/{answer['proposal']}").json()["type"] == record.uid
