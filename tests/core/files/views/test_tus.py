"""tus 1.0 over HTTP: the four verbs, their headers, and who may use them."""

from __future__ import annotations

import base64
import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from practica.core.communities.models import Community
from practica.core.files.models import StoredFile, Upload
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member

pytestmark = pytest.mark.django_db(transaction=True)

TUS = {"Tus-Resumable": "1.0.0"}
CONTENT = b"0123456789" * 100


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard, client):
    person = a_member(of=yard)
    client.force_login(person)
    return person


def words(**values):
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def begun(client, yard, length=len(CONTENT), **metadata):
    headers = {
        **TUS,
        "Upload-Length": str(length),
        "Upload-Metadata": words(**(metadata or {"filename": "a.bin"})),
    }
    return client.post(reverse("files:begin", args=[yard.slug]), headers=headers)


def patched(client, address, content, offset, **headers):
    return client.patch(
        address,
        content,
        content_type=headers.pop("type", "application/offset+octet-stream"),
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def test_it_says_what_it_speaks(client, yard, ann):
    answer = client.options(reverse("files:begin", args=[yard.slug]))

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer.headers["Tus-Max-Size"] == str(512 * 1024**2)


def test_a_file_arrives_in_pieces_and_goes_on_where_it_stopped(client, yard, ann):
    address = begun(client, yard).headers["Location"]

    first = patched(client, address, CONTENT[:400], 0)
    asked = client.head(address, headers=TUS)
    last = patched(client, address, CONTENT[400:], int(asked.headers["Upload-Offset"]))

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "400")
    assert (asked.headers["Upload-Length"], asked.headers["Cache-Control"]) == ("1000", "no-store")
    assert "Upload-Expires" in asked.headers
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "1000")
    assert client.get(address).json()["file"]["page"] == StoredFile.objects.get().entry.get_absolute_url()
    # The answer to the last piece may have been lost: asking again tells that all is here.
    assert client.head(address, headers=TUS).headers["Upload-Offset"] == "1000"


def test_it_tells_of_the_same_bytes_elsewhere(client, yard, ann):
    twin = a_file(in_=yard, by=ann, name="first.bin", content=CONTENT)
    address = begun(client, yard).headers["Location"]
    patched(client, address, CONTENT, 0)

    assert client.get(address).json()["file"]["twins"] == [
        {"name": "first.bin", "url": twin.entry.get_absolute_url()}
    ]


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, b"x", 412),
        ({"type": "application/json"}, b"x", 415),
        ({"Upload-Offset": "5"}, b"x", 409),
        ({"Upload-Offset": "-1"}, b"x", 400),
        ({}, b"x" * 1001, 413),
        ({"Upload-Checksum": "md5 eA=="}, b"x", 400),
        ({"Upload-Checksum": "sha1 !!"}, b"x", 400),
        ({"Upload-Checksum": "sha1 eA=="}, b"x", 460),
    ],
)
def test_what_is_no_next_piece_is_refused_and_changes_nothing(client, yard, ann, headers, content, status):
    address = begun(client, yard).headers["Location"]

    assert patched(client, address, content, 0, **headers).status_code == status
    assert Upload.objects.get().offset == 0


def test_a_right_checksum_is_taken(client, yard, ann):
    address = begun(client, yard).headers["Location"]
    digest = base64.b64encode(hashlib.sha1(CONTENT).digest()).decode()  # noqa: S324 - the protocol's

    assert patched(client, address, CONTENT, 0, **{"Upload-Checksum": f"sha1 {digest}"}).status_code == 204


@pytest.mark.parametrize(("length", "status"), [("", 400), ("many", 400), ("0", 422), (str(10**12), 413)])
def test_a_length_is_needed_and_has_a_limit(client, yard, ann, length, status):
    assert begun(client, yard, length).status_code == status
    assert not Upload.objects.exists()


def test_it_can_be_cancelled(client, yard, ann):
    address = begun(client, yard).headers["Location"]

    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


def test_a_version_is_sent_to_the_file_it_belongs_to_and_to_no_hidden_one(client, yard, ann):
    stored = a_file(in_=yard, by=ann)
    other = a_community("Closed", audience=Community.Audience.MEMBERS)
    hidden = a_file(in_=other, by=a_member(of=other))

    address = begun(client, yard, filename="b.txt", file=stored.uid).headers["Location"]
    patched(client, address, CONTENT, 0)

    stored.refresh_from_db()
    assert stored.version == 2
    assert begun(client, yard, filename="b.txt", file=hidden.uid).status_code == 404


def test_nobody_else_finds_an_upload_or_begins_one(client, yard, ann):
    address = begun(client, yard).headers["Location"]
    for person in (None, a_guest(), a_colleague(), a_member(of=yard)):
        other = Client()
        if person:
            other.force_login(person)
        for answer in (
            other.head(address, headers=TUS),
            patched(other, address, b"x", 0),
            other.get(address),
        ):
            assert answer.status_code == 404
        assert other.delete(address, headers=TUS).status_code == 404
    for person in (None, a_guest(), a_colleague()):
        other = Client()
        if person:
            other.force_login(person)
        assert begun(other, yard).status_code == 404
    assert Upload.objects.get().offset == 0


def test_a_form_of_another_site_begins_nothing(yard, ann):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(ann)

    assert begun(careful, yard).status_code == 403


def test_a_refusal_is_a_sentence(client, ann):
    seen = a_community("Open", audience=Community.Audience.PUBLIC)

    answer = begun(client, seen)

    assert (answer.status_code, answer.json()["error"]) == (403, "Only members add files.")
