"""The bytes over HTTP: stretches of them, what is shown in place and what never runs, who gets them."""

from __future__ import annotations

import pytest
from django.test import Client

from practica.core.communities.models import Community
from practica.core.entries.actions import set_audience
from practica.core.files.actions import add_version, store
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 8


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard, client):
    person = a_member(of=yard)
    client.force_login(person)
    return person


def body(answer) -> bytes:
    return answer.getvalue() if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("", 200, 0, 2048),
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, 2048),
        ("bytes=-48", 206, 2000, 2048),
        ("bytes=-9999", 206, 0, 2048),
        ("bytes=2000-99999", 206, 2000, 2048),
        ("bytes=9-3", 200, 0, 2048),
        ("bytes=0-1,5-9", 200, 0, 2048),
        ("bytes=-", 200, 0, 2048),
        ("lines=1-2", 200, 0, 2048),
    ],
)
def test_a_stretch_is_given_as_asked(client, yard, ann, asked, status, start, end):
    stored = a_file(in_=yard, by=ann, name="talk.mp4", content=CONTENT)

    answer = client.get(stored.get_absolute_url(), headers={"Range": asked})

    assert (answer.status_code, body(answer)) == (status, CONTENT[start:end])
    assert answer.headers["Content-Length"] == str(end - start)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers.get("Content-Range", "") == (
        f"bytes {start}-{end - 1}/2048" if status == 206 else ""
    )
    assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize("asked", ["bytes=2048-", "bytes=-0"])
def test_a_stretch_behind_the_end_is_refused(client, yard, ann, asked):
    stored = a_file(in_=yard, by=ann, content=CONTENT)

    answer = client.get(stored.get_absolute_url(), headers={"Range": asked})

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */2048")


def test_a_stretch_of_what_has_changed_meanwhile_is_the_whole(client, yard, ann):
    stored = a_file(in_=yard, by=ann, content=CONTENT)
    etag = client.get(stored.get_absolute_url()).headers["ETag"]
    headers = {"Range": "bytes=0-9", "If-Range": etag}
    assert client.get(stored.get_absolute_url(), headers=headers).status_code == 206

    add_version(stored, b"other", actor=ann)

    assert body(client.get(stored.get_absolute_url(), headers=headers)) == b"other"


def test_what_the_reader_has_is_not_sent_again(client, yard, ann):
    stored = a_file(in_=yard, by=ann, content=CONTENT)
    etag = client.get(stored.get_absolute_url()).headers["ETag"]

    answer = client.get(stored.get_absolute_url(), headers={"If-None-Match": f'"x", {etag}'})

    assert (answer.status_code, body(answer)) == (304, b"")


def test_its_head_tells_its_length(client, yard, ann):
    answer = client.head(a_file(in_=yard, by=ann, content=CONTENT).get_absolute_url())

    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "2048")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("page.pdf", b"<script>alert(1)</script>"),
        ("picture.png", b"<script>alert(1)</script>"),
        ("code.js", b"alert(1)"),
        ("page.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"),
        ("page.xml", b"<?xml version='1.0'?><x/>"),
        ("note.txt", b"<script>alert(1)</script>"),
        ("page.mht", b"MIME-Version: 1.0"),
    ],
)
def test_nothing_that_could_be_a_page_is_shown_as_one(client, yard, ann, name, content):
    stored = a_file(in_=yard, by=ann, name=name, content=content)
    for query in ("", "?show"):
        answer = client.get(stored.get_absolute_url() + query)

        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_an_svg_is_drawn_in_a_sandbox(client, yard, ann):
    stored = a_file(in_=yard, by=ann, name="a.svg", content=b"<svg onload='alert(1)'/>")

    answer = client.get(stored.get_absolute_url())

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_pdf_is_shown_in_our_pages_alone_and_only_when_asked_to(client, yard, ann):
    stored = a_file(in_=yard, by=ann, name="a.pdf", content=b"%PDF-1.4\n")

    plain = client.get(stored.get_absolute_url())
    shown = client.get(stored.get_absolute_url() + "?show")

    assert plain.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_an_earlier_version_has_an_address_of_its_own(client, yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"first")
    add_version(stored, b"second", actor=ann)
    former = stored.earlier.get()

    assert body(client.get(former.get_absolute_url())) == b"first"
    assert body(client.get(stored.get_absolute_url())) == b"second"
    assert client.get(former.get_absolute_url().replace("/v/1/", "/v/7/")).status_code == 404


def test_who_does_not_see_the_entry_gets_no_version_of_the_file(client, yard, ann):
    stored = a_file(in_=yard, by=ann, content=b"first")
    add_version(stored, b"second", actor=ann)
    for person in (None, a_guest(), a_colleague()):
        stranger = Client()
        if person:
            stranger.force_login(person)
        for one in (stored, stored.earlier.get()):
            assert stranger.get(one.get_absolute_url()).status_code == 404
            assert stranger.head(one.get_absolute_url()).status_code == 404


def test_a_file_of_a_page_goes_out_of_sight_with_it(client, yard, ann):
    lead = yard.memberships.get(role="coordinator").person
    page = a_page(in_=yard, by=lead)
    stored = store(b"in the page", name="a.txt", community=yard, entry=page.entry, actor=lead)
    assert client.get(stored.get_absolute_url()).status_code == 200

    set_audience(page.entry, "core", actor=lead)

    assert client.get(stored.get_absolute_url()).status_code == 404
