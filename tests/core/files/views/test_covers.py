"""The cover of a community: a picture or contour lines, above its pages, too, or not."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from practica.core.communities.models import Community
from practica.core.files.actions import throw_away
from practica.core.files.models import StoredFile
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = a_colleague()
    client.force_login(lead)
    return lead


@pytest.fixture
def yard(lead):
    return a_community("Yard", led_by=lead)


def place(community):
    return reverse("files:cover", args=[community.slug])


def a_picture(width=3000, height=400, form="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form)
    return SimpleUploadedFile(f"harbour.{form.lower()}", out.getvalue())


def test_a_coordinator_gives_a_picture_which_is_made_small(client, yard, lead):
    client.post(place(yard), {"file": a_picture()})

    yard.refresh_from_db()
    stored = StoredFile.objects.get()
    assert (stored.name, stored.width) == ("harbour.webp", 2400)
    assert f'<img src="{yard.cover_url}"' in client.get(yard.get_absolute_url()).content.decode()
    assert client.get(yard.cover_url).headers["Content-Type"] == "image/webp"


def test_it_stands_above_every_page_when_the_coordinator_says_so(client, yard, lead):
    page = a_page(in_=yard, by=lead)
    assert 'class="cover above"' not in client.get(page.get_absolute_url()).content.decode()

    client.post(place(yard), {"on_pages": "on"})

    shown = client.get(page.get_absolute_url()).content.decode()
    assert 'class="cover above"' in shown
    assert shown.index('class="cover above"') < shown.index("<h1")


def test_contour_lines_come_back_and_the_picture_stays_a_file(client, yard, lead):
    client.post(place(yard), {"file": a_picture()})

    client.post(place(yard), {"lines_again": "on"})

    yard.refresh_from_db()
    assert not yard.cover_url
    assert StoredFile.objects.exists()


def test_a_picture_in_the_bin_is_no_cover(client, yard, lead):
    client.post(place(yard), {"file": a_picture()})

    throw_away(StoredFile.objects.select_related("entry__community").get(), actor=lead)

    assert not Community.objects.get().cover_url


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"), "This is not a picture we can read."),
        (SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a picture we can"),
        (SimpleUploadedFile("a.png", b""), "not a picture we can read."),
    ],
    ids=["script", "drawing", "empty"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(client, yard, lead, upload, sentence):
    answer = client.post(place(yard), {"file": upload, "on_pages": "on"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not StoredFile.objects.exists()
    assert re.search(r'name="on_pages"[^>]*checked', page)


@pytest.mark.parametrize("who", [None, a_guest, a_colleague, "member"])
def test_nobody_else_changes_it(client, who):
    yard = a_community("Yard", led_by=a_colleague())
    person = a_member(of=yard) if who == "member" else who and who()
    if person:
        client.force_login(person)

    assert client.post(place(yard), {"on_pages": "on"}).status_code in (302, 403, 404)
    assert not Community.objects.get().cover_on_pages


def test_who_does_not_see_the_community_fetches_no_picture_of_it(client, lead):
    hidden = a_community("Hidden", led_by=lead, audience="members")
    client.post(place(hidden), {"file": a_picture()})
    hidden.refresh_from_db()

    for person in (None, a_guest(), a_colleague()):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(hidden.cover_url).status_code == 404
