"""Saving a search, finding it again, changing and deleting it: one's own and nobody else's."""

from __future__ import annotations

import pytest

from practica.reach.search.models import SavedSearch
from practica.reach.search.saving import keeping
from tests.builders import a_colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def ann(client):
    """Somebody signed in."""
    person = a_colleague("Ann")
    client.force_login(person)
    return person


def a_search(person, name="Seals"):
    return keeping.save("q=seal+kind%3Apage", name=name, often="daily", actor=person)


def test_a_search_is_saved_as_it_was_understood_and_found_again(client, ann):
    client.post("/search/saved", {"asked": "q=seal kind:page", "name": "", "often": "weekly"})

    search = SavedSearch.objects.get()
    assert (search.name, search.asked, search.often) == ("seal", "q=seal&kind=page", "weekly")
    assert b'href="/search?q=seal&amp;kind=page"' in client.get("/search/saved").content


def test_it_is_renamed_and_paced_anew(client, ann):
    search = a_search(ann)

    client.post(f"/search/saved/{search.uid}/change", {"name": "Rings", "often": "never"})

    search.refresh_from_db()
    assert (search.name, search.often, search.due_at) == ("Rings", "never", None)


def test_what_was_deleted_can_be_brought_back(client, ann):
    search = a_search(ann)

    page = client.post(f"/search/saved/{search.uid}/drop", follow=True).content.decode()
    assert "“Seals” is deleted." in page and "No saved searches yet" in page

    client.post(f"/search/saved/{search.uid}/restore")
    assert "“Seals” is deleted." not in client.get("/search/saved").content.decode()
    assert keeping.kept(ann).get() == search


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"asked": "", "name": "x", "often": "daily"}, "Search for something first"),
        ({"asked": "q=a", "name": "x", "often": "hourly"}, "Say how often"),
        ({"asked": "sort=newest", "name": " ", "often": "daily"}, "Search for something first"),
    ],
)
def test_what_cannot_be_saved_is_said(client, ann, values, sentence):
    answer = client.post("/search/saved", values)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not SavedSearch.objects.exists()


def test_an_empty_name_is_refused_at_its_search(client, ann):
    search = a_search(ann)

    answer = client.post(f"/search/saved/{search.uid}/change", {"name": " ", "often": "daily"})

    assert (answer.status_code, "Give it a name." in answer.content.decode()) == (422, True)


def test_there_is_an_end_to_saving(client, ann, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 1)
    a_search(ann)

    assert client.post("/search/saved", {"asked": "q=a", "name": "x", "often": "daily"}).status_code == 422


@pytest.mark.parametrize("act", ["change", "drop", "restore"])
def test_nobody_touches_the_search_of_another(client, ann, act):
    search = a_search(a_colleague("Bo"), name="Secret")

    answer = client.post(f"/search/saved/{search.uid}/{act}", {"name": "Mine", "often": "never"})

    assert answer.status_code == 404
    assert "Secret" not in client.get("/search/saved").content.decode()
    search.refresh_from_db()
    assert (search.name, search.dropped_at) == ("Secret", None)


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/search/saved").status_code == 302
    assert client.post("/search/saved", {"asked": "q=a"}).status_code == 302


def test_the_list_asks_the_database_eight_times_at_most(client, ann, django_assert_max_num_queries):
    for number in range(5):
        a_search(ann, name=f"Search {number}")
    client.get("/search/saved")

    with django_assert_max_num_queries(8):
        client.get("/search/saved")
