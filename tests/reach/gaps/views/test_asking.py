"""The form under a search: with and without scripts, with and without a name."""

import pytest
from django.test import Client

from practica.reach.gaps.models import GapChoice, GapSignal
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


def test_pressing_the_button_under_an_empty_search_asks_to_be_told(client):
    community, _steward = a_place()
    ann = a_member(of=community)
    client.force_login(ann)

    answer = client.post(
        "/gaps/missed",
        {"q": "gland torque", "kind": "nothing_found", "community": community.slug, "tell": "yes"},
        headers={"referer": "http://testserver/search?q=gland+torque"},
    )

    assert (answer.status_code, answer["Location"]) == (303, "/search?q=gland+torque")
    signal = GapSignal.objects.get()
    assert (signal.person, signal.community, signal.text) == (ann, community, "gland torque")
    assert "You hear of it in your inbox" in client.get("/search").text


def test_a_community_chosen_beside_the_button_hears_of_it(client):
    community, _steward = a_place()
    client.force_login(a_member(of=community))

    client.post(
        "/gaps/missed",
        {"q": "gland torque", "kind": "not_helpful", "for": community.get_absolute_url(), "tell": "no"},
    )

    signal = GapSignal.objects.get()
    assert (signal.community, signal.person, signal.kind) == (community, None, "not_helpful")


def test_a_script_that_reports_gets_no_page_and_names_nobody(client):
    client.force_login(a_colleague())

    answer = client.post(
        "/gaps/missed", {"q": "gland torque", "kind": "nothing_found"}, headers={"accept": "*/*"}
    )

    assert answer.status_code == 204
    assert GapSignal.objects.get().person is None


def test_who_remembers_her_choice_is_named_from_then_on(client):
    ann = a_colleague()
    client.force_login(ann)
    asked = {"q": "gland torque", "kind": "nothing_found", "tell": "yes", "remember": "1"}

    client.post("/gaps/missed", asked)

    assert GapChoice.objects.get(person=ann).name == "always"


def test_a_form_from_elsewhere_is_refused():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_colleague())

    assert strict.post("/gaps/missed", {"q": "a", "kind": "nothing_found"}).status_code == 403
    assert not GapSignal.objects.exists()


def test_asking_for_the_results_page_writes_nothing(client):
    client.force_login(a_colleague())

    page = client.get("/search", {"q": "zirconium"})

    assert 'name="kind" value="nothing_found"' in page.text
    assert not GapSignal.objects.exists()


def test_a_visitor_is_offered_no_form_and_tells_nothing(client):
    assert "k-missed" not in client.get("/search", {"q": "zirconium"}).text
    assert "/accounts/login" in client.post("/gaps/missed", {"q": "a", "kind": "nothing_found"})["Location"]
    assert not GapSignal.objects.exists()


@pytest.mark.parametrize("make", [a_guest, a_colleague])
def test_a_community_one_cannot_see_is_not_there_to_be_told(client, make):
    secret = a_community("Secret", audience="members")
    client.force_login(make())

    answer = client.post("/gaps/missed", {"q": "a", "kind": "nothing_found", "community": secret.slug})

    assert answer.status_code == 404 and not GapSignal.objects.exists()


def test_a_kind_nobody_can_tell_is_refused_with_a_sentence(client):
    client.force_login(a_colleague())

    client.post("/gaps/missed", {"q": "a", "kind": "unanswered", "tell": "yes"})

    assert not GapSignal.objects.exists()
    assert "There is no such thing to tell." in client.get("/search").text


def test_searching_on_takes_back_what_leaving_said(client):
    client.force_login(a_colleague())
    client.post("/gaps/missed", {"q": "gland torque", "kind": "abandoned"})

    client.post("/gaps/again")

    assert not GapSignal.objects.exists()


def test_what_she_waits_for_stands_among_her_settings(client, django_assert_max_num_queries):
    community, _steward = a_place()
    ann, bob = a_member(of=community), a_member(of=community)
    a_gap("gland torque", in_=community, by=ann)
    a_gap("hot work permit", in_=community, by=bob)
    client.force_login(ann)

    with django_assert_max_num_queries(12):
        page = client.get("/you/searches")

    assert "gland torque" in page.text and "hot work permit" not in page.text
    own = GapSignal.objects.get(person=ann)
    assert client.post(f"/you/searches/{GapSignal.objects.get(person=bob).uid}/forget").status_code == 404
    assert client.post(f"/you/searches/{own.uid}/forget").status_code == 302
    assert not GapSignal.objects.filter(person=ann).exists()


def test_a_choice_is_saved_or_said_to_be_none(client):
    client.force_login(a_colleague())

    assert client.post("/you/searches", {"name": "never"}).status_code == 302
    assert GapChoice.objects.get().name == "never"
    assert client.post("/you/searches", {"name": "sometimes"}).status_code == 422
