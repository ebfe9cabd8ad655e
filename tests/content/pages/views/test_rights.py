"""What people without the right see of a page: nothing, the same as if it were not there."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import save, save_draft
from practica.core.entries.actions import bin_entry, set_audience
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db

READING = ("show", "markdown", "history", "compare", "edit", "move", "delete")
LISTS = ("index", "new", "broken", "bin")


@pytest.fixture
def page():
    community = a_community(audience="members", joining="invitation", is_listed=False)
    page = a_page(in_=community, title="Canary", body="Canary [[Nowhere]]")
    save_draft(community=community, page=page, title="Canary", body="Canary", actor=community.created_by)
    return save(page, title="Canary", body="Canary two", started_from=1, actor=community.created_by)


def _addresses(page):
    handle = [page.community.slug, page.entry.handle]
    yield from (reverse(f"pages:{name}", args=handle) for name in READING)
    yield from (reverse(f"pages:{name}", args=[*handle, 1]) for name in ("revision", "restore"))
    yield from (reverse(f"pages:{name}", args=handle[:1]) for name in LISTS)
    yield reverse("pages:index", args=handle[:1]) + f"?below={page.entry.handle}"


def _posts(page):
    handle = [page.community.slug, page.entry.handle]
    yield from (reverse(f"pages:{name}", args=handle) for name in ("edit", "move", "delete", "archive"))
    yield from (reverse(f"pages:{name}", args=handle[:1]) for name in ("new", "preview", "draft"))
    yield reverse("pages:restore", args=[*handle, 1])
    yield reverse("pages:bring_back", args=[page.community.slug, page.entry.uid])


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_a_members_page_is_not_there_for_others(client, page, who):
    if who:
        client.force_login(who())
    for address in _addresses(page):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert b"Canary" not in answer.content, address
    for address in _posts(page):
        answer = client.post(address, {"title": "x", "body": "x", "started_from": "2"})
        assert answer.status_code == 404, address
        assert b"Canary" not in answer.content, address


def test_a_core_page_shows_on_no_list_of_a_member(client):
    community = a_community()
    a_page(in_=community, title="Open")
    secret = a_page(in_=community, title="Canary", body="[[Nowhere]]")
    set_audience(secret.entry, "core", actor=community.created_by)
    client.force_login(a_member(of=community))
    for name in LISTS:
        answer = client.get(reverse(f"pages:{name}", args=[community.slug]))
        assert answer.status_code == 200 and b"Canary" not in answer.content, name


def test_the_bin_shows_leads_all_and_others_their_own(client):
    community = a_community()
    bob = a_member(of=community)
    lead_page, own = a_page(in_=community, title="Canary"), a_page(in_=community, by=bob, title="Mine")
    for page in (lead_page, own):
        bin_entry(page.entry, actor=community.created_by)
    client.force_login(bob)
    html = client.get(reverse("pages:bin", args=[community.slug])).content
    assert b"Mine" in html and b"Canary" not in html
    back = reverse("pages:bring_back", args=[community.slug, lead_page.entry.uid])
    assert client.post(back).status_code == 404
    assert client.get(lead_page.get_absolute_url()).status_code == 404
    client.force_login(community.created_by)
    assert b"Canary" in client.get(reverse("pages:bin", args=[community.slug])).content
    assert client.post(back).status_code == 302
    assert client.get(lead_page.get_absolute_url()).status_code == 200
