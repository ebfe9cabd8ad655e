"""Gaps through the API: the same verbs and the same refusals as the pages."""

import pytest

from practica.reach.gaps.models import Gap, GapSignal
from tests.builders import a_colleague, a_community, a_member, a_page
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


def test_what_was_missed_is_told_listed_and_closed(client):
    community, steward = a_place()
    ann = a_member(of=community)
    client.force_login(ann)
    sent = {"text": "gland torque for pump P-101", "community": community.slug, "tell_me": True}
    assert client.post("/api/missed", sent, "application/json").json() == {"noted": True}
    assert GapSignal.objects.get().person == ann
    gap = a_gap("P-101 gland torque", in_=community)
    client.force_login(steward)

    listed = client.get(f"/api/communities/{community.slug}/gaps").json()
    assert [(one["uid"], one["demand"]) for one in listed["items"]] == [(gap.uid, 2)]

    page = a_page(in_=community, by=steward)
    closed = client.post(f"/api/gaps/{gap.uid}/close", {"entry": page.entry.uid}, "application/json")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert client.get(f"/api/communities/{community.slug}/gaps?show=closed").json()["total"] == 1


def test_a_text_without_a_word_is_not_noted(client):
    client.force_login(a_colleague())

    assert client.post("/api/missed", {"text": "???"}, "application/json").json() == {"noted": False}


def test_who_may_not_is_refused_as_on_the_pages(client):
    community, _steward = a_place()
    secret = a_community("Secret", audience="members")
    gap = a_gap(in_=community)
    client.force_login(a_member(of=community))

    assert client.get(f"/api/communities/{community.slug}/gaps").status_code == 403
    assert client.get(f"/api/communities/{secret.slug}/gaps").status_code == 404
    sent = {"entry": a_page(in_=community).entry.uid}
    assert client.post(f"/api/gaps/{gap.uid}/close", sent, "application/json").status_code == 404
    told = client.post("/api/missed", {"text": "a", "community": secret.slug}, "application/json")
    assert told.status_code == 404
    assert Gap.objects.get().state == "open"
