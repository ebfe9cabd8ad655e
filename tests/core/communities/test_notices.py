"""Who hears of joining, deciding, inviting and roles."""

import pytest

from practica.core.communities.actions import (
    accept_request,
    ask_to_join,
    give_role,
    invite,
    join,
    refuse_request,
    withdraw_invitation,
)
from practica.core.communities.models import Membership
from practica.reach.notifications.models import Notice
from tests.builders import a_colleague, a_community, a_guest, settle

pytestmark = pytest.mark.django_db


def _heard(person):
    settle()
    return [notice.sentence % notice.values for notice in Notice.objects.filter(person=person).order_by("pk")]


def test_leads_hear_of_a_request_and_who_asked_of_the_answer():
    ann, bob = a_colleague(), a_colleague("Bob")
    community = a_community("Pumps", led_by=ann, joining="request")
    request = ask_to_join(community, actor=bob)
    assert _heard(ann) == ["Bob asks to join Pumps"]
    accept_request(request, actor=ann)
    assert _heard(bob) == ["You are a member of Pumps now"]


def test_who_is_refused_reads_the_reason():
    ann, bob = a_colleague(), a_colleague("Bob")
    request = ask_to_join(a_community("Pumps", led_by=ann, joining="request"), actor=bob)
    refuse_request(request, reason="We are full.", actor=ann)
    assert _heard(bob) == ["You cannot join Pumps now: We are full."]


def test_coordinators_hear_of_who_came_by_herself_and_of_new_roles_the_person():
    ann, bob = a_colleague(), a_colleague("Bob")
    community = a_community("Pumps", led_by=ann)
    join(community, actor=bob)
    give_role(Membership.objects.get(person=bob), "steward", actor=ann)
    assert _heard(ann) == ["Bob joined Pumps"]
    assert _heard(bob) == ["You are Steward of Pumps now"]


def test_who_has_an_account_finds_an_invitation_in_her_inbox_though_she_does_not_see_the_community():
    ann, guest = a_colleague("Ann"), a_guest()
    invite(a_community("Pumps", led_by=ann, audience="members"), email=guest.email, actor=ann)
    assert _heard(guest) == ["Ann invites you to Pumps"]


def test_an_invitation_that_is_withdrawn_waits_in_nobodys_inbox():
    ann, guest = a_colleague("Ann"), a_guest()
    invitation, _token = invite(a_community(led_by=ann), email=guest.email, actor=ann)
    settle()

    withdraw_invitation(invitation, actor=ann)
    settle()

    assert not Notice.objects.visible_to(guest).waiting().exists()
