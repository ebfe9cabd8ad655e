"""What somebody else has decided waits for nobody any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from practica.content.collections import actions as collections
from practica.content.library.actions import note
from practica.content.pages.actions import review, save, withdraw
from practica.core.communities import actions as communities
from practica.core.ledger.models import Delivery
from practica.core.people.models import Person
from practica.reach.notifications.models import Notice
from tests.builders import a_colleague, a_collection, a_community, a_guest, a_member, a_page, settle
from tests.builders.library import a_resource
from tests.reach.notifications.scenes import unread_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return a_colleague("Ann")


@pytest.fixture
def pumps(ann):
    return a_community("Pumps", led_by=ann, joining="request")


def waiting(person: Person) -> list[str]:
    settle()
    return [one.words for one in Notice.objects.waiting().filter(person=person).newest_first()]


@pytest.mark.parametrize("accepted", [True, False])
def test_a_request_to_join_that_one_lead_answered_waits_for_no_other(ann, pumps, accepted):
    steward, bob = a_member(of=pumps, role="steward"), a_colleague("Bob")
    request = communities.ask_to_join(pumps, actor=bob)
    assert waiting(ann) == waiting(steward) == ["Bob asks to join Pumps"]
    if accepted:
        communities.accept_request(request, actor=steward)
    else:
        communities.refuse_request(request, reason="We are full.", actor=steward)
    assert "Bob asks to join Pumps" not in waiting(ann) + waiting(steward)
    assert len(waiting(bob)) == 1


def test_an_invitation_that_was_followed_does_not_wait(ann, pumps):
    guest = a_guest()
    _invitation, token = communities.invite(pumps, email=guest.email, actor=ann)
    assert waiting(guest) == ["Ann invites you to Pumps"]
    communities.accept_invitation(token, actor=guest)
    assert waiting(guest) == []


def a_reviewed_page(title: str, community):
    page = a_page(title=title, in_=community)
    community.approvals_needed = 1
    community.save()
    return page


def changed(page, ben, body="Another text."):
    return save(page, title=page.entry.title, body=body, started_from=page.version, actor=ben).proposed


def test_a_change_that_one_reviewer_published_waits_for_no_other_and_a_new_one_does(ann, pumps):
    steward, ben = a_member(of=pumps, role="steward"), a_member(of=pumps, person=a_colleague("Ben"))
    page = a_reviewed_page("Seals", pumps)
    asks = "Ben asks you to review “Seals”"
    proposal = changed(page, ben)
    assert waiting(ann) == waiting(steward) == [asks]
    review(proposal, approves=True, round_=1, actor=steward)
    assert asks not in waiting(ann) + waiting(steward)
    page.refresh_from_db()
    changed(page, ben, "A third text.")
    assert asks in waiting(ann)


def test_what_was_withdrawn_waits_for_nobody(ann, pumps):
    ben = a_member(of=pumps)
    proposal = changed(a_reviewed_page("Seals", pumps), ben)
    assert len(waiting(ann)) == 1
    withdraw(proposal, actor=ben)
    assert waiting(ann) == []
    assert unread_of(ann) == 0


def test_rows_that_were_sent_wait_until_the_last_is_decided_on(ann, pumps):
    table = a_collection(in_=pumps, by=ann)
    form = collections.add_form(table, name="Report", asks=["cost"], who="signed_in", actor=ann)
    first, second = (
        collections.send(form, title=title, values={}, actor=a_colleague("Cem")) for title in ("P-1", "P-2")
    )
    steward = a_member(of=pumps, role="steward")
    collections.decide(first, take=True, actor=steward)
    assert len(waiting(ann)) == 1
    collections.decide(second, take=False, actor=steward)
    assert waiting(ann) == []


def test_an_address_that_answers_again_waits_for_nobody(ann, pumps):
    resource = a_resource(in_=pumps, by=ann)
    for days in (3, 2):
        note(resource, problem="It answers 404.", fails=True, at=timezone.now() - timedelta(days))
    assert len(waiting(ann)) == 1
    note(resource, problem="", fails=False)
    assert waiting(ann) == []


def test_settling_once_more_changes_nothing(ann, pumps):
    request = communities.ask_to_join(pumps, actor=a_colleague("Bob"))
    communities.accept_request(request, actor=a_member(of=pumps, role="steward"))
    settle()
    before = list(Notice.objects.order_by("pk").values())
    Delivery.objects.update(done_at=None)
    settle()
    assert list(Notice.objects.order_by("pk").values()) == before
