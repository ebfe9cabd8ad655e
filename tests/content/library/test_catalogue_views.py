"""The catalogue over HTTP: who sees which resources, narrowing, adding, reviewing, the bin with undo."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from practica.content.library.actions import note, review
from practica.content.library.models import Resource, Review
from practica.core.communities.models import Community
from practica.core.entries.actions import set_audience
from practica.core.entries.models import Entry
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.library import a_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard, client):
    person = a_member(of=yard)
    client.force_login(person)
    return person


def catalogue(client, yard, **asked) -> str:
    return client.get(reverse("library:catalogue", args=[yard.slug]), asked).content.decode()


def test_a_catalogue_is_narrowed_by_words_topic_form_and_death(client, yard, ann):
    a_resource(in_=yard, by=ann, title="Seal course", form="course", topics=("Seals",))
    dead = a_resource(in_=yard, by=ann, title="Old page", made_by="Maker")
    Resource.objects.filter(pk=dead.pk).update(is_dead=True)

    for asked in ({"q": "SEAL"}, {"topic": "seals"}, {"form": "course"}):
        page = catalogue(client, yard, **asked)
        assert "Seal course" in page
        assert "Old page" not in page
    assert "Seal course" not in catalogue(client, yard, only="dead")
    assert "Old page" in catalogue(client, yard, q="maker")
    assert "Does not answer" in catalogue(client, yard)


def test_the_best_come_first_when_asked(client, yard, ann):
    for title, stars in (("Poor", 1), ("Fine", 5)):
        review(a_resource(in_=yard, by=ann, title=title), stars=stars, sentence="So.", actor=ann)
    a_resource(in_=yard, by=ann, title="Unknown")

    page = catalogue(client, yard, sort="best")

    assert page.index("Fine") < page.index("Poor") < page.index("Unknown")


def test_a_long_catalogue_has_pages(client, yard, ann):
    for number in range(31):
        a_resource(in_=yard, by=ann, title=f"Number {number:02}", address="")

    assert "?page=2" in catalogue(client, yard)
    assert "Number 00" in catalogue(client, yard, page="2")
    assert catalogue(client, yard, page="²")


def test_a_resource_is_added_and_faults_keep_what_was_typed(client, yard, ann):
    address = reverse("library:add", args=[yard.slug])
    said = {"title": "Pump handbook", "sort": "book", "used_for": "For newcomers", "topics": "pumps, seals"}

    wrong = client.post(address, {**said, "address": "javascript:alert(1)"})
    right = client.post(address, {**said, "address": "pumps.example"}, follow=True)

    assert wrong.status_code == 422
    assert "For newcomers" in wrong.content.decode()
    assert 'href="https://pumps.example"' in right.content.decode()


def test_a_resource_is_mended(client, yard, ann):
    resource = a_resource(in_=yard, by=ann)

    client.post(resource.place("edit"), {"title": "Other title", "sort": "tool", "year": "1998"})

    resource.refresh_from_db()
    assert (resource.entry.title, resource.form, resource.year) == ("Other title", "tool", 1998)


def test_a_review_is_said_and_taken_back_and_a_fault_keeps_its_words(client, yard, ann):
    resource = a_resource(in_=yard, by=ann)

    wrong = client.post(resource.place("review"), {"sentence": "Kept words"})
    assert wrong.status_code == 422
    assert "Kept words" in wrong.content.decode()
    client.post(resource.place("review"), {"stars": "4", "sentence": "Good for a start."})
    assert "Good for a start." in client.get(resource.get_absolute_url()).content.decode()
    client.post(resource.place("take_back"))

    assert not Review.objects.exists()


def test_a_dead_address_says_since_when(client, yard, ann):
    resource = a_resource(in_=yard, by=ann)
    note(resource, problem="It answers 404.", fails=True)
    Resource.objects.update(is_dead=True)

    page = client.get(resource.get_absolute_url()).content.decode()

    assert "has not answered since" in page
    assert "It answers 404." in page


def test_the_same_address_elsewhere_is_named_to_those_who_see_it(client, yard, ann):
    a_resource(in_=yard, by=ann, title="First one")
    closed = a_community("Closed", audience=Community.Audience.MEMBERS)
    a_resource(in_=closed, by=a_member(of=closed), title="Secret one")
    resource = a_resource(in_=yard, by=ann, title="Second one")

    page = client.get(resource.get_absolute_url()).content.decode()

    assert "First one" in page
    assert "Secret one" not in page


def test_a_deleted_one_can_be_brought_back_from_the_list(client, yard, ann):
    resource = a_resource(in_=yard, by=ann)

    answer = client.post(resource.place("delete"))
    assert "is in the bin for 30 days" in client.get(answer.headers["Location"]).content.decode()
    client.post(resource.place("bring_back"))

    assert Entry.objects.get().state == Entry.State.PUBLISHED


def test_strangers_reach_nothing_and_guests_only_review(client, yard, ann):
    resource = a_resource(in_=yard, by=ann)
    gets = [
        resource.get_absolute_url(),
        reverse("library:catalogue", args=[yard.slug]),
        reverse("library:add", args=[yard.slug]),
        resource.place("edit"),
    ]
    posts = [*gets[2:], *(resource.place(name) for name in ("delete", "bring_back", "review", "take_back"))]
    for person in (None, a_guest(), a_colleague()):
        stranger = Client()
        if person:
            stranger.force_login(person)
        assert {stranger.get(one).status_code for one in gets} == {404}
        assert {stranger.post(one).status_code for one in posts} == {404}
    guest = Client()
    guest.force_login(a_member(of=yard, role="guest", person=a_guest()))
    assert [guest.get(one).status_code for one in gets] == [200, 200, 403, 403]
    assert [guest.post(one).status_code for one in posts] == [403, 403, 403, 404, 422, 302]


def test_what_only_the_core_group_sees_shows_nowhere_else(client, yard, ann):
    core = a_member(of=yard, role="core")
    resource = a_resource(in_=yard, by=core, title="Secret handbook", topics=("Mergers",))
    set_audience(resource.entry, "core", actor=core)

    assert "Secret" not in catalogue(client, yard)
    assert "Mergers" not in catalogue(client, yard)
    assert client.get(resource.get_absolute_url()).status_code == 404


def test_list_and_page_ask_a_bounded_number_of_questions(client, yard, ann, django_assert_max_num_queries):
    for number in range(10):
        resource = a_resource(
            in_=yard, by=a_member(of=yard), title=f"r{number}", topics=(f"t{number}", "all")
        )
        review(resource, stars=3, sentence="So.", actor=ann)

    with django_assert_max_num_queries(14):
        catalogue(client, yard)
    with django_assert_max_num_queries(10):
        client.get(resource.get_absolute_url())


def test_what_is_wrong_with_a_resource_is_listed_once_and_what_was_typed_stays(client, yard, ann):
    sent = {"title": "ISO explained", "form": "link", "address": "nowhere"}
    answer = client.post(reverse("library:add", args=[yard.slug]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("One thing needs another look") == 1
    assert 'value="ISO explained"' in page
    assert 'value="nowhere"' in page
