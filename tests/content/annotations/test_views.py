"""Talks about passages in the browser, without scripts."""

import pytest
from django.urls import reverse

from practica.content.annotations.actions import comment, reply, resolve
from practica.content.annotations.models import Annotation
from practica.content.pages.actions import save
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = pytest.mark.django_db

BODY = "A seal fails early when the flush plan is wrong.\n\nAsk the shift."


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def page(community):
    return a_page(in_=community, title="Seals", body=BODY)


@pytest.fixture
def ann(community):
    return a_member(of=community)


def _at(page):
    return reverse("annotations:index", args=[page.entry.uid])


def test_a_passage_is_chosen_from_a_list_and_commented_on_without_scripts(client, page, ann):
    client.force_login(ann)
    html = client.get(_at(page)).content.decode()
    assert '<option value="Ask the shift.">' in html
    answer = client.post(_at(page), {"block": "Ask the shift.", "quote": "", "body": "Which?"})
    said = Annotation.objects.get()
    assert answer.url == said.get_absolute_url() and said.exact == "Ask the shift."
    html = client.get(_at(page)).content.decode()
    assert "Which?" in html
    client.post(reverse("annotations:reply", args=[said.uid]), {"body": "The night shift."})
    assert "The night shift." in client.get(_at(page)).content.decode()
    client.post(reverse("annotations:resolve", args=[said.uid]))
    assert "One resolved" in client.get(_at(page)).content.decode()


def test_what_cannot_be_taken_keeps_what_was_typed(client, page, ann):
    client.force_login(ann)
    answer = client.post(_at(page), {"quote": "No such words at all here", "body": "My thought"})
    assert answer.status_code == 422
    assert "My thought" in answer.content.decode() and "does not say this" in answer.content.decode()


def test_the_page_names_how_many_are_open_at_no_cost(client, page, ann, django_assert_max_num_queries):
    comment(page.entry, quote="Ask the shift.", body="Which?", actor=ann)
    client.force_login(ann)
    with django_assert_max_num_queries(8):
        html = client.get(page.get_absolute_url()).content.decode()
    assert "One comment" in html and "Which?" not in html


def test_the_list_costs_the_same_for_many(client, page, ann, django_assert_max_num_queries):
    for number in range(12):
        said = comment(page.entry, quote="Ask the shift.", body=f"Thought {number}", actor=ann)
        reply(said, body="Yes.", actor=ann)
    client.force_login(ann)
    with django_assert_max_num_queries(8):
        html = client.get(_at(page) + "?part=1").content.decode()
    assert html.count("data-exact=") == 12 and "<html" not in html


def test_a_gone_passage_is_told_under_its_own_heading(client, page, ann):
    comment(page.entry, quote="Ask the shift.", body="Which?", actor=ann)
    save(page, title="Seals", body="Nothing of it.", started_from=1, actor=ann)
    settle()
    client.force_login(ann)
    html = client.get(_at(page)).content.decode()
    assert "The passage is gone" in html and '<blockquote dir="auto">Ask the shift.</blockquote>' in html


def test_readers_who_are_no_members_read_and_cannot_write(client, page, ann):
    said = comment(page.entry, quote="Ask the shift.", body="Which?", actor=ann)
    client.force_login(a_colleague())
    html = client.get(_at(page)).content.decode()
    assert "Which?" in html and "<textarea" not in html
    assert client.post(_at(page), {"quote": "Ask the shift.", "body": "x"}).status_code == 403
    for name in ("reply", "resolve", "reopen", "delete"):
        assert client.post(reverse(f"annotations:{name}", args=[said.uid]), {"body": "x"}).status_code == 403


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_talks_about_a_members_page_are_not_there_for_others(client, who):
    community = a_community(audience="members", joining="invitation", is_listed=False)
    page = a_page(in_=community, title="Canary", body="Canary words.")
    said = comment(page.entry, quote="Canary words.", body="Canary", actor=community.created_by)
    answer = reply(said, body="Canary", actor=community.created_by)
    resolve(said, actor=community.created_by)
    if who:
        client.force_login(who())
    for address in (_at(page), _at(page) + "?part=1"):
        got = client.get(address)
        assert got.status_code == 404 and b"Canary" not in got.content
    assert client.post(_at(page), {"quote": "x", "body": "x"}).status_code == 404
    shut = 302 if who is None else 404
    for name in ("reply", "resolve", "reopen", "delete"):
        assert client.post(reverse(f"annotations:{name}", args=[said.uid]), {"body": "x"}).status_code == shut
    assert client.post(reverse("annotations:delete_reply", args=[answer.uid])).status_code == shut
