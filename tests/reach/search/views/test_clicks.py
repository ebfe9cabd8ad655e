"""Telling that a hit was opened, from the page of results, and choosing whether that is kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from practica.core.communities.models import Community
from practica.reach.search.judging.models import ClickChoice, SearchClick
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle
from tests.reach.search.judging.scenes import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
SCRIPT = {"HTTP_ACCEPT": "*/*"}


@pytest.fixture
def yard():
    """A public community with pages about heaps."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    for number in range(25):
        a_page(in_=community, title=f"Heap {number}", body="Compost is warm.")
    settle()
    return community


@pytest.fixture
def ann(yard, client):
    """A member, signed in."""
    person = a_member(of=yard)
    client.force_login(person)
    return person


def carried(answer):
    """What the page carries, and the place of its first hit."""
    text = answer.content.decode()
    found = re.search(r'name="shown" value="([^"]+)"', text)
    return (found[1], int(re.search(r'data-first="(\d+)"', text)[1])) if found else None


def test_a_hit_opened_on_the_second_page_is_kept_with_its_place(client, ann):
    shown, first = carried(client.get("/search?q=compost&page=2"))

    answer = client.post("/search/opened", {"shown": shown, "position": first + 1}, **SCRIPT)

    assert answer.status_code == 204
    assert SearchClick.objects.get().position == 22


def test_telling_asks_the_database_ten_times_at_most(client, ann, django_assert_max_num_queries):
    shown, first = carried(client.get("/search?q=compost"))
    client.post("/search/opened", {"shown": shown, "position": first + 1}, **SCRIPT)

    with django_assert_max_num_queries(10):
        client.post("/search/opened", {"shown": shown, "position": first}, **SCRIPT)


def test_another_order_teaches_nothing(client, ann):
    assert carried(client.get("/search?q=compost&sort=newest")) is None
    assert carried(client.get("/search?q=compost&sort=kind")) is None


def test_a_visitor_gets_nothing_to_tell_with(client, yard):
    assert carried(client.get("/search?q=compost")) is None
    assert client.post("/search/opened", {"shown": "x", "position": 1}).status_code == 302


def test_a_site_that_keeps_none_asks_for_nothing(client, ann, settings):
    settings.SEARCH_CLICKS = "off"

    answer = client.get("/search?q=compost")

    assert b"k-opened" not in answer.content
    assert "nobody keeps" in client.get("/you/clicks").content.decode()


def test_another_site_cannot_tell_in_her_name(yard):
    person, browser = a_member(of=yard), Client(enforce_csrf_checks=True)
    browser.force_login(person)
    shown, first = carried(browser.get("/search?q=compost"))

    answer = browser.post("/search/opened", {"shown": shown, "position": first})

    assert answer.status_code == 403
    assert not SearchClick.objects.exists()


@pytest.mark.parametrize("position", ["", "-1", "x", "²", "999999", "1.5"])
def test_a_strange_place_is_refused_in_words(client, ann, position):
    shown, _first = carried(client.get("/search?q=compost"))

    assert client.post("/search/opened", {"shown": shown, "position": position}).status_code == 422


@pytest.mark.parametrize("who", [a_guest, a_colleague])
def test_a_hidden_entry_answers_like_one_that_is_not_there(client, who):
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    page, person = a_page(in_=vault).entry, who()
    client.force_login(person)

    answer = client.post("/search/opened", {"shown": page_of(page, person=person), "position": 1})

    assert answer.status_code == 404
    assert not SearchClick.objects.exists()


def test_she_says_that_it_helped(client, ann):
    shown, first = carried(client.get("/search?q=compost"))

    client.post("/search/opened", {"shown": shown, "position": first, "helpful": "yes"}, **SCRIPT)

    assert SearchClick.objects.get().helpful is True


def test_she_chooses_that_nothing_is_kept(client, ann):
    answer = client.post("/you/clicks", {"keep": "never"}, follow=True)

    assert "Saved." in answer.content.decode()
    assert ClickChoice.objects.get(person=ann).keep == "never"


def test_a_name_is_offered_only_where_the_site_keeps_names(client, ann, settings):
    assert "by_name" not in client.get("/you/clicks").content.decode()
    assert client.post("/you/clicks", {"keep": "by_name"}).status_code == 422

    settings.SEARCH_CLICKS = "named"
    assert "by_name" in client.get("/you/clicks").content.decode()


def test_the_page_of_choices_asks_the_database_eight_times_at_most(
    client, ann, django_assert_max_num_queries
):
    client.get("/you/clicks")

    with django_assert_max_num_queries(8):
        assert client.get("/you/clicks").status_code == 200
