"""Room for files over HTTP: administrators see how full communities are, and say how much they may take."""

from __future__ import annotations

import pytest
from django.urls import reverse

from practica.core.files.space import GB, space_of
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member

pytestmark = pytest.mark.django_db
ROOM = reverse("files:room")


@pytest.fixture
def yard():
    return a_community("Yard")


@pytest.fixture
def chief(client):
    chief = a_colleague(is_administrator=True)
    client.force_login(chief)
    return chief


def allot(client, community, typed):
    return client.post(reverse("files:allot", args=[community.slug]), {"gigabytes": typed})


def test_an_administrator_gives_one_community_more_room(client, yard, chief):
    answer = allot(client, yard, "2,5")

    assert answer.headers["Location"] == ROOM
    assert space_of(yard).most == 2.5 * GB
    page = client.get(ROOM).content.decode()
    assert "Yard has room for 2.5" in page
    assert 'value="2.5"' in page


def test_nothing_typed_is_as_usual(client, yard, chief, settings):
    settings.FILES_COMMUNITY_GB = 7
    allot(client, yard, "1")

    allot(client, yard, " ")

    assert space_of(yard).most == 7 * GB


@pytest.mark.parametrize("typed", ["much", "-3", "inf", "1e400", "<b>"])
def test_what_is_no_room_comes_back_as_it_was_typed(client, yard, chief, typed):
    answer = allot(client, yard, typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in page


@pytest.mark.parametrize("who", [None, a_guest, a_colleague, "member", "lead"])
def test_nobody_else_sees_or_changes_it(client, who):
    lead = a_colleague()
    yard = a_community("Yard", led_by=lead)
    person = {"member": lambda: a_member(of=yard), "lead": lambda: lead}.get(who, who)
    if person:
        client.force_login(person())

    assert client.get(ROOM).status_code in (302, 403)
    assert allot(client, yard, "1").status_code in (302, 403, 404)
    assert space_of(yard).most == 20 * GB


def test_an_administrator_names_no_community_she_does_not_see(client, chief):
    hidden = a_community("Hidden", audience="members")
    a_file(in_=hidden, by=a_member(of=hidden))

    assert "Hidden" not in client.get(ROOM).content.decode()
    assert allot(client, hidden, "1").status_code == 404


def test_many_communities_cost_no_more_questions(client, chief, django_assert_max_num_queries):
    for _number in range(5):
        community = a_community()
        a_file(in_=community, by=a_member(of=community))
    client.get(ROOM)

    with django_assert_max_num_queries(14):
        client.get(ROOM)
