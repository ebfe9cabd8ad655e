"""Taking pages along."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import begin_paper
from practica.content.pages.actions.papers import work_on
from practica.content.pages.models import Paper
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = a_page(in_=a_community("Pumps", audience="members"), title="Seals", body="## Before\n\nIsolate.")
    a_page(in_=page.community, parent=page, title="Rings")
    return page


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_page_comes_at_once_as_a_file(client, page, form, begins):
    client.force_login(a_member(of=page.community))
    answer = client.get(page.address(form))
    assert answer.content.startswith(begins)
    assert f'filename="seals.{form}"' in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["pdf", "docx", "take_along"])
def test_who_does_not_see_the_page_finds_nothing(client, page, name):
    for person in (a_guest(), a_colleague()):
        client.force_login(person)
        assert client.get(page.address(name)).status_code == 404
    client.logout()
    assert client.get(page.address(name)).status_code == 302


def test_a_branch_is_asked_for_waited_for_and_fetched(client, page):
    bob = a_member(of=page.community)
    client.force_login(bob)
    assert "With the page below it" in client.get(page.address("take_along")).content.decode()
    answer = client.post(page.address("take_along"), {"wanted": "pdf"})
    paper = Paper.objects.get()
    assert (answer.status_code, answer.url) == (303, paper.get_absolute_url())
    assert "Gathering pages" in client.get(answer.url).content.decode()
    assert client.get(answer.url + "/file").status_code == 404
    work_on(paper.pk)
    piece = client.get(answer.url, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "data-done" in piece and "<html" not in piece and "PDF of 2 pages" in piece
    got = client.get(answer.url + "/file")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    client.post(answer.url + "/discard")
    assert not Paper.objects.exists()


def test_a_form_there_is_not_is_said_where_one_stood(client, page):
    client.force_login(a_member(of=page.community))
    answer = client.post(page.address("take_along"), {"wanted": "exe"})
    assert answer.status_code == 422 and b"There is no such form." in answer.content


def test_the_paper_of_another_is_not_there(client, page):
    paper = begin_paper(page, "pdf", actor=page.community.created_by)
    work_on(paper.pk)
    for person in (a_member(of=page.community), a_guest()):
        client.force_login(person)
        for address in (paper.get_absolute_url(), reverse("pages:paper_file", args=[paper.uid])):
            assert client.get(address).status_code == 404
        assert client.post(reverse("pages:discard_paper", args=[paper.uid])).status_code == 404


def test_a_very_long_page_is_left_to_the_worker(client, page, monkeypatch):
    from practica.content.pages.views import papers

    monkeypatch.setattr(papers, "MOST_WORDS", 1)
    client.force_login(a_member(of=page.community))
    assert client.get(page.address("pdf")).url == page.address("take_along")
