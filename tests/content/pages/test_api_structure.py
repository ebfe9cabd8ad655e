"""Structure through the API."""

import pytest

from practica.content.pages.models import Page
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return a_colleague("Ann")


@pytest.fixture
def pumps(ann):
    return a_community("Pumps", led_by=ann)


def test_a_page_moves_to_another_community(pumps, ann):
    valves = a_community("Valves", led_by=ann)
    page, there = a_page(in_=pumps, title="Seals"), a_page(in_=valves)
    answer = Program(ann).post(
        f"/pages/{page.entry.uid}/move-to-community", community="valves", parent=there.entry.uid
    )
    assert answer.status_code == 200 and answer.json()["community"] == "valves"
    assert Page.objects.get(pk=page.pk).parent == there


def test_it_is_refused_as_in_the_browser(pumps, ann):
    a_community("Valves", led_by=ann)
    a_community("Secret", led_by=ann, audience="members")
    page = a_page(in_=pumps)
    address = f"/pages/{page.entry.uid}/move-to-community"
    bob = Program(a_member(of=pumps))
    assert bob.post(address, community="valves").status_code == 403
    assert bob.post(address, community="secret").status_code == 404
    assert Program(ann).post(address, community="pumps").status_code == 422
    assert Program(ann).post(address, community="valves", parent=page.entry.uid).status_code == 422
    assert Program(a_guest()).post(address, community="valves").status_code == 404


def test_what_needs_tidying_is_told(pumps, ann):
    a_page(in_=pumps, title="Seals", body="[[Nowhere]]")
    told = Program(a_member(of=pumps)).get("/communities/pumps/pages/tidy").json()
    assert told["count"] == 1
    assert (told["items"][0]["title"], told["items"][0]["href"]) == ("Seals", "Nowhere")
    assert Program(ann).get("/communities/pumps/pages/tidy?report=orphans").json()["count"] == 1
    assert Program(ann).get("/communities/pumps/pages/tidy?report=other").status_code == 422
