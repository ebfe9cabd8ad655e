"""The results page, what appears while typing, and the API: states, rights, budgets."""

from __future__ import annotations

import pytest

from practica.core.communities.models import Community
from practica.reach.search.api import FindingsOut
from tests.builders import a_community, a_member, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def yard():
    """A public community with a few pages about heaps."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    for number in range(25):
        a_page(in_=community, title=f"Heap {number}", body="Compost is warm.")
    settle()
    return community


def test_the_results_page_asks_the_database_ten_times_at_most(client, yard, django_assert_max_num_queries):
    client.force_login(a_member(of=yard))
    client.get("/search?q=compost")

    with django_assert_max_num_queries(10):
        answer = client.get("/search?q=compost")

    assert answer.status_code == 200
    assert answer.content.count(b"<mark>") >= 20


def test_the_api_asks_the_database_six_times_at_most(client, yard, django_assert_max_num_queries):
    client.get("/api/search?q=compost")

    with django_assert_max_num_queries(6):
        answer = client.get("/api/search", {"q": "compost", "limit": 100, "community": yard.slug})

    assert answer.json()["total"] == len(answer.json()["results"]) == 25


def test_what_the_api_tells_is_what_its_description_says(client, yard):
    told = client.get("/api/search", {"q": "compost", "limit": 1}).json()

    assert told == FindingsOut.model_validate(told, strict=True).model_dump()


def test_what_appears_while_typing_asks_the_database_eight_times_at_most(
    client, yard, django_assert_max_num_queries
):
    client.force_login(a_member(of=yard))

    with django_assert_max_num_queries(8):
        answer = client.get("/search/suggest?q=hea")

    assert b"Heap" in answer.content


def test_pages_of_results_have_addresses_of_their_own(client, yard):
    first, second = client.get("/search?q=compost"), client.get("/search?q=compost&page=2")

    assert b"page=2" in first.content
    assert second.content.count(b'class="hit ') == 5


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "²", ""])
def test_no_page_number_is_too_strange(client, yard, page):
    assert client.get("/search", {"q": "compost", "page": page}).status_code == 200


def test_a_very_long_question_is_answered(client, yard):
    words = "compost " + "wordless " * 600

    assert client.get("/api/search", {"q": words}).json()["total"] == 25


def test_a_community_that_cannot_be_seen_is_not_there(client):
    hidden = a_community("Vault", audience=Community.Audience.MEMBERS)

    assert client.get("/search", {"q": "a", "community": hidden.slug}).status_code == 404
    assert client.get("/api/search", {"q": "a", "community": hidden.slug}).status_code == 404


def test_the_page_says_so_when_the_index_cannot_be_read(client, own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    answer = client.get("/search?q=compost")

    assert b"Search is being repaired" in answer.content
