"""The lasting address of an entry and the buttons beside it."""

import pytest
from django.urls import reverse

from practica.core.entries.models import EntryVote, Follow, ReadMark, Saved
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.discussions import a_question

pytestmark = pytest.mark.django_db
BUTTONS = ("seen", "unseen", "save", "unsave", "follow", "vote", "unvote")


def press(client, name, thread, **headers):
    return client.post(reverse(f"entries:{name}", args=[thread.entry.uid]), headers=headers)


def test_the_lasting_address_leads_to_where_it_is_read(client):
    question = a_question(in_=a_community(audience="public"))
    answer = client.get(reverse("entries:permalink", args=[question.entry.uid]))
    assert (answer.status_code, answer["Location"]) == (302, question.get_absolute_url())


@pytest.mark.parametrize("who", [a_guest, a_colleague])
def test_who_may_not_see_it_finds_no_button_and_no_address(client, who):
    question = a_question(in_=a_community(audience="members"))
    client.force_login(who())
    assert client.get(reverse("entries:permalink", args=[question.entry.uid])).status_code == 404
    assert {press(client, name, question).status_code for name in BUTTONS} == {404}
    assert not Saved.objects.exists()


def test_visitors_are_asked_to_sign_in(client):
    question = a_question(in_=a_community(audience="public"))
    assert {press(client, name, question).status_code for name in BUTTONS} == {302}


def test_pressing_twice_is_pressing_once(client):
    ann = a_colleague()
    question = a_question()
    a_member(of=question.entry.community, person=ann)
    client.force_login(ann)
    for name in ("save", "vote", "follow", "seen"):
        press(client, name, question), press(client, name, question)
    for model in (Saved, EntryVote, ReadMark):
        assert model.objects.filter(person=ann).count() == 1
    assert Follow.objects.filter(person=ann, entry=question.entry).count() == 1
    question.entry.refresh_from_db()
    assert question.entry.vote_count == 1


def test_a_plain_form_comes_back_to_the_page_it_stood_on(client):
    client.force_login(a_colleague())
    question = a_question()
    answer = press(client, "save", question, referer="http://testserver/saved?page=2")
    assert (answer.status_code, answer["Location"]) == (303, "/saved?page=2")


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_from_the_site(client, bad):
    client.force_login(a_colleague())
    question = a_question()
    answer = client.post(
        reverse("entries:save", args=[question.entry.uid]), {"next": bad}, headers={"Referer": bad}
    )
    assert answer["Location"] == question.get_absolute_url()


def test_a_script_that_asks_for_the_part_gets_the_button_turned(client):
    client.force_login(a_colleague())
    answer = press(client, "save", a_question(), **{"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_script_that_only_reports_gets_nothing_back(client):
    client.force_login(a_colleague())
    assert press(client, "seen", a_question(), accept="*/*").status_code == 204


def test_ones_own_question_takes_no_vote_of_ones_own(client):
    ann = a_colleague()
    question = a_question(by=ann)
    client.force_login(ann)
    assert press(client, "vote", question).status_code == 403


def test_a_level_that_does_not_exist_is_refused(client):
    client.force_login(a_colleague())
    question = a_question()
    answer = client.post(reverse("entries:follow", args=[question.entry.uid]), {"level": "loud"})
    assert answer.status_code == 422
    assert not Follow.objects.filter(level="loud").exists()
