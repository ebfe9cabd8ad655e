"""Saved things, drafts and seen communities."""

import pytest
from django.urls import reverse

from practica.content.discussions.actions import keep_draft
from practica.core.communities.models import Membership
from practica.core.entries.actions import bin_entry, save_for_later
from tests.builders import a_colleague, a_community, a_member, a_page
from tests.interfaces.web.scenes import text_of

pytestmark = pytest.mark.django_db


def test_saved_things_are_there_while_one_may_see_them(client):
    ann, lea = a_colleague(), a_colleague()
    page = a_page(in_=a_community(led_by=lea), by=lea, title="Kept page")
    save_for_later(page.entry, actor=ann)
    client.force_login(ann)
    assert "Kept page" in text_of(client.get("/saved"))
    bin_entry(page.entry, actor=lea)
    assert "Kept page" not in text_of(client.get("/saved"))


def test_drafts_are_listed_for_their_writer_alone(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    keep_draft(community=community, kind="question", title="Half a question", body="", actor=ann)
    client.force_login(ann)
    assert "Half a question" in text_of(client.get("/drafts"))
    client.force_login(a_member(of=community))
    assert "Half a question" not in text_of(client.get("/drafts"))


def test_seeing_a_community_is_remembered(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    before = Membership.objects.get(person=ann).seen_at
    client.force_login(ann)
    assert (
        client.post(
            reverse("web:community_seen", args=[community.slug]), headers={"Accept": "*/*"}
        ).status_code
        == 204
    )
    assert Membership.objects.get(person=ann).seen_at > before


def test_a_community_one_may_not_see_is_not_there(client):
    client.force_login(a_colleague())
    hidden = a_community(audience="members")
    assert client.post(reverse("web:community_seen", args=[hidden.slug])).status_code == 404


def test_new_leads_straight_to_the_only_place_one_can_write_in(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    client.force_login(ann)
    assert client.get("/new?kind=question")["Location"] == reverse("discussions:ask", args=[community.slug])


def test_new_asks_where_among_several(client):
    ann = a_colleague()
    a_community("First place", led_by=ann), a_community("Second place", led_by=ann)
    client.force_login(ann)
    page = text_of(client.get("/new?kind=page"))
    assert "First place" in page
    assert "Second place" in page


def test_guests_are_not_offered_to_write_pages_where_they_only_ask(client):
    ann = a_colleague()
    a_member(of=a_community("Only asking"), person=ann, role="guest")
    client.force_login(ann)
    assert "Only asking" not in text_of(client.get("/new?kind=page")).split("<main")[1]
