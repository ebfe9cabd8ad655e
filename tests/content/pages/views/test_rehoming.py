"""Moving to another community: told before, done, taken back."""

import re

import pytest

from practica.content.pages.actions import save
from practica.content.pages.models import Page
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    ann = a_colleague("Ann")
    pumps, valves = a_community("Pumps", led_by=ann), a_community("Valves", led_by=ann, audience="members")
    page = a_page(in_=pumps, title="Seals")
    a_page(in_=pumps, title="Rings", parent=page)
    return pumps, valves, ann, page


def test_it_is_told_before_done_and_taken_back(client, scene):
    pumps, valves, ann, page = scene
    a_member(of=pumps, person=a_colleague("Lars Loser"))
    client.force_login(ann)
    html = client.get(page.address("rehome") + "?to=valves").content.decode()
    assert "2 pages move to" in html and "will no longer read it" in html and "Lars Loser" in html
    html = client.get(page.address("rehome") + "?to=valves&alone=1").content.decode()
    assert "One page moves to" in html
    answer = client.post(page.address("rehome"), {"to": "valves", "parent": "top"})
    assert (answer.status_code, answer.url) == (303, f"/c/valves/pages/{page.entry.handle}")
    html = client.get(answer.url).content.decode()
    assert "“Seals” stands in “Valves” now." in html
    undo = re.search(r'action="([^"]*/move-back)"', html)[1]
    back = client.post(undo)
    assert back.url == page.get_absolute_url()
    assert Page.objects.get(pk=page.pk).community_id == pumps.pk and valves.pk


def test_what_is_said_of_files_does_not_contradict_itself(client, scene):
    pumps, _valves, ann, page = scene
    kept = a_file(in_=pumps, by=ann)
    save(page, title="Seals", body=f"[Torque]({kept.get_absolute_url()})", started_from=1, actor=ann)
    client.force_login(ann)
    html = client.get(page.address("rehome") + "?to=valves").content.decode()
    assert "Files added in the page go along; files of the library stay in this community." in html
    assert "One file of the library is shown in it and stays here" in html
    assert "Its files go along" not in html


def test_a_community_one_does_not_write_in_is_none(client, scene):
    _pumps, _valves, ann, page = scene
    a_community("Elsewhere")
    client.force_login(ann)
    html = client.get(page.address("rehome")).content.decode()
    assert "Elsewhere" not in html
    answer = client.post(page.address("rehome"), {"to": "elsewhere", "parent": "top"})
    assert answer.status_code == 422 and "Choose one of your communities." in answer.content.decode()


def test_who_has_no_right_is_refused_and_who_sees_nothing_finds_nothing(client, scene):
    pumps, _valves, _ann, page = scene
    client.force_login(a_member(of=pumps))
    assert client.get(page.address("rehome")).status_code == 403
    assert client.post(page.address("move_back")).status_code == 403
    client.force_login(a_guest())
    for answer in (client.get(page.address("rehome")), client.post(page.address("move_back"))):
        assert answer.status_code == 404


def test_telling_takes_few_queries(client, scene, django_assert_max_num_queries):
    pumps, _valves, ann, page = scene
    for _number in range(5):
        a_page(in_=pumps, parent=page)
    client.force_login(ann)
    with django_assert_max_num_queries(22):
        client.get(page.address("rehome") + "?to=valves")
