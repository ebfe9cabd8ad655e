"""Verifying on pages and through the API: who finds the button, what is kept, who hears of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from practica.content.discussions.actions import accept
from practica.content.pages.actions import save
from practica.core.communities.models import Community
from practica.core.entries.actions import verify
from practica.core.entries.models import Verification
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, an_answer

pytestmark = pytest.mark.django_db

NAMES = ("verify", "take_back_verification")


@pytest.fixture
def page():
    """A page for everyone on the internet, by Ann, who is a member."""
    community = a_community(audience=Community.Audience.PUBLIC)
    return a_page(in_=community, by=a_member(of=community, person=a_colleague("Ann Brook")))


def at(name, entry):
    return reverse(f"entries:{name}", args=[entry.uid])


def test_who_wrote_it_verifies_it_with_one_press(client, page):
    client.force_login(page.entry.author)
    before = client.get(page.get_absolute_url()).content.decode()
    assert at("verify", page.entry) in before and "Verified by" not in before

    pressed = client.post(at("verify", page.entry), {"read_of": page.entry.changed.isoformat()})

    assert (pressed.status_code, pressed["Location"]) == (303, page.get_absolute_url())
    after = client.get(page.get_absolute_url()).content.decode()
    assert "Verified by Ann Brook" in after and at("verifications", page.entry) in after
    assert f'action="{at("verify", page.entry)}"' not in after


def test_a_text_that_changed_meanwhile_is_shown_before_it_is_verified(client, page):
    read_of = page.entry.changed.isoformat()
    ann = page.entry.author
    save(page, title="Another", body="Other words.", started_from=1, actor=ann)
    client.force_login(ann)

    told = client.post(at("verify", page.entry), {"read_of": read_of, "note": "Tried it"})

    assert told.status_code == 409
    assert "The text changed while you were reading" in told.content.decode()
    assert 'value="Tried it"' in told.content.decode()
    assert not Verification.objects.exists()


def test_a_note_that_is_too_long_is_kept_as_typed(client, page):
    client.force_login(page.entry.author)

    told = client.post(at("verify", page.entry), {"note": "y" * 301})

    assert told.status_code == 422
    assert "y" * 301 in told.content.decode() and "300 is the most" in told.content.decode()


def test_the_history_says_who_when_and_what_of(client, page):
    verify(page.entry, note="Tried on the new pumps", actor=page.entry.author)
    client.force_login(page.community.created_by)
    told = client.get(at("verifications", page.entry)).content.decode()
    assert "Ann Brook" in told and "Tried on the new pumps" in told and "Take the last one back" in told

    assert client.post(at("take_back_verification", page.entry)).status_code == 303

    assert "Taken back" in client.get(at("verifications", page.entry)).content.decode()
    assert "Verified by" not in client.get(page.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", [None, a_guest])
def test_who_may_not_know_the_verifier_reads_the_day_alone(client, page, who):
    verify(page.entry, actor=page.entry.author)
    if who:
        client.force_login(who())

    told = client.get(at("verifications", page.entry)).content.decode()
    shown = client.get(page.get_absolute_url()).content.decode()
    machine = client.get(f"/api/entries/{page.entry.uid}/verifications").json()

    assert "Ann Brook" not in told and "Somebody" in told
    assert "Verified, <time" in shown and "Verified by" not in shown
    assert [one["by"] for one in machine] == [None]


@pytest.mark.parametrize("who", [a_guest, a_colleague, lambda: a_member(of=a_community())])
def test_who_does_not_see_it_finds_nothing_to_verify(client, who):
    page = a_page(in_=a_community(audience=Community.Audience.MEMBERS))
    client.force_login(who())

    answers = [client.get(at("verifications", page.entry)), *(client.post(at(n, page.entry)) for n in NAMES)]
    answers.append(client.get(f"/api/entries/{page.entry.uid}/verifications"))

    assert {answer.status_code for answer in answers} == {404}


def test_visitors_are_asked_to_sign_in_and_readers_are_refused(client, page):
    assert {client.post(at(name, page.entry)).status_code for name in NAMES} == {302}

    client.force_login(a_member(of=page.community))
    assert {client.post(at(name, page.entry)).status_code for name in NAMES} == {403}
    assert at("verify", page.entry) not in client.get(page.get_absolute_url()).content.decode()


def test_a_question_is_verified_once_it_is_answered(client):
    question = a_question()
    ann = question.entry.author
    client.force_login(ann)
    assert at("verify", question.entry) not in client.get(question.get_absolute_url()).content.decode()

    accept(an_answer(to=question), actor=ann)
    assert at("verify", question.entry) in client.get(question.get_absolute_url()).content.decode()

    client.post(at("verify", question.entry))
    assert f"Verified by {ann.name}" in client.get(question.get_absolute_url()).content.decode()


def test_machines_verify_read_and_take_back(client, page):
    client.force_login(page.entry.author)
    address = f"/api/entries/{page.entry.uid}/verifications"
    send = {"content_type": "application/json"}

    made = client.post(address, {"note": "Tried", "changed": page.entry.changed.isoformat()}, **send)
    assert (made.status_code, made.json()["by"]["name"], made.json()["is_current"]) == (
        201,
        "Ann Brook",
        True,
    )
    assert client.get(f"/api/pages/{page.entry.uid}").json()["verified"]["note"] == "Tried"

    late = client.post(address, {"changed": "2020-01-01T00:00:00Z"}, **send)
    assert late.status_code == 409

    assert client.delete(address).status_code == 204
    assert client.get(f"/api/pages/{page.entry.uid}").json()["verified"] is None
    assert client.get(address).json()[0]["taken_back_at"]


def test_the_history_asks_the_database_eight_times_at_most(client, page, django_assert_max_num_queries):
    for number in range(12):
        verify(page.entry, note=str(number), actor=page.entry.author)
    client.force_login(page.entry.author)
    client.get(at("verifications", page.entry))

    with django_assert_max_num_queries(8):
        assert client.get(at("verifications", page.entry)).status_code == 200
