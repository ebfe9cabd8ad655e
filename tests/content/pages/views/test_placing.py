"""Moving with one press, and taking it back."""

import re

import pytest
from django.urls import reverse

from practica.content.pages.models import Page
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


def _place(client, page, **fields):
    address = reverse("pages:place", args=[page.community.slug])
    return client.post(address, {"page": page.entry.uid, **fields})


def test_moving_says_so_and_offers_to_take_it_back(client):
    community = a_community()
    one, two = a_page(in_=community, title="One"), a_page(in_=community, title="Two")
    client.force_login(a_member(of=community))
    answer = _place(client, two, where="inside", beside=one.entry.uid)
    assert (answer.status_code, answer.url) == (303, reverse("pages:index", args=[community.slug]))
    html = client.get(answer.url).content.decode()
    assert "“Two” stands below “One” now." in html
    undo = re.search(r'action="(/c/[^"]*/place\?[^"]*)"', html)[1].replace("&amp;", "&")
    client.post(undo)
    assert Page.objects.get(pk=two.pk).parent is None
    html = client.get(reverse("pages:index", args=[community.slug])).content.decode()
    assert "“Two” is back in its place." in html and "/place?" not in html


def test_what_cannot_be_is_said_where_one_stood(client):
    community = a_community()
    one = a_page(in_=community, title="One")
    two = a_page(in_=community, title="Two", parent=one)
    client.force_login(a_member(of=community))
    _place(client, one, where="inside", beside=two.entry.uid)
    html = client.get(two.get_absolute_url()).content.decode()
    assert "“Two” stands below “One”" in html


def test_who_does_not_see_the_community_finds_nothing(client):
    community = a_community(audience="members")
    page = a_page(in_=community)
    for person in (None, a_guest(), a_colleague()):
        if person:
            client.force_login(person)
        assert _place(client, page, where="first").status_code == 404


def test_a_reader_without_rights_gets_a_sentence_and_no_handles(client):
    community = a_community()
    page = a_page(in_=community)
    a_page(in_=community)
    client.force_login(a_colleague())
    _place(client, page, where="down")
    html = client.get(reverse("pages:index", args=[community.slug])).content.decode()
    assert "You cannot move this page." in html and "grip" not in html


def test_a_page_of_elsewhere_is_no_neighbour(client):
    community = a_community()
    ann = a_member(of=community)
    page, there = a_page(in_=community), a_page(in_=a_community())
    client.force_login(ann)
    assert _place(client, page, where="after", beside=there.entry.uid).status_code == 404
