"""Files through the API: the same actions and refusals as in the browser."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practica.core.communities.models import Community
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, settle
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def upload(program, path, content=b"Words.", name="a.txt", **fields):
    return program.client.post(f"/api{path}", {"file": SimpleUploadedFile(name, content), **fields})


def test_a_member_adds_a_file_reads_it_and_gives_it_a_version(ann):
    program = Program(ann)
    made = upload(program, "/communities/yard/files", topics="Pumps, seals")
    path = f"/files/{made.json()['uid']}"
    settle()

    newer = upload(program, f"{path}/versions", b"Other words.", note="Longer")

    assert (made.status_code, made.json()["topics"], made.json()["kind"]) == (201, ["Pumps", "seals"], "text")
    assert [one["version"] for one in newer.json()["versions"]] == [2, 1]
    assert newer.json()["note"] == "Longer"
    settle()
    assert program.get(path).json()["parts"][0]["text"] == "Other words."
    assert program.post(f"{path}/versions/1/restore").json()["version"] == 3


def test_the_same_bytes_are_told_of(yard, ann):
    first = a_file(in_=yard, by=ann, content=b"same")

    assert [
        one["uid"] for one in upload(Program(ann), "/communities/yard/files", b"same").json()["twins"]
    ] == [first.entry.uid]


def test_a_list_goes_on_where_it_ended(yard, ann):
    for number in range(5):
        a_file(in_=yard, by=ann, name=f"{number}.txt", content=str(number).encode())
    program, after, names = Program(ann), "", []
    while True:
        answer = program.get("/communities/yard/files", limit=2, after=after, sort="name").json()
        names += [one["name"] for one in answer["items"]]
        if not (after := answer["after"]):
            break
    assert names == [f"{number}.txt" for number in range(5)]


def test_a_file_is_described_and_deleted(yard, ann):
    path = f"/files/{a_file(in_=yard, by=ann, name='scan.txt').entry.uid}"

    described = Program(ann).patch(path, name="Drawing", summary="Of a pump", topics=["pumps"])

    assert (described.json()["name"], described.json()["topics"]) == ("Drawing.txt", ["pumps"])
    assert Program(ann).patch(path, name="a", colour="red").status_code == 422
    assert Program(ann).delete(path).status_code == 204
    assert Program(ann).get(path).status_code == 404


@pytest.mark.parametrize("content", [b""])
def test_what_cannot_be_taken_is_refused_with_a_sentence(ann, content):
    answer = upload(Program(ann), "/communities/yard/files", content)

    assert (answer.status_code, answer.json()["error"]) == (422, "This file is empty.")


def test_strangers_find_nothing_and_guests_of_the_community_change_nothing(yard, ann):
    path = f"/files/{a_file(in_=yard, by=ann).entry.uid}"
    for person in (a_guest(), a_colleague()):
        stranger = Program(person)
        assert stranger.get(path).status_code == 404
        assert stranger.get("/communities/yard/files").status_code == 404
        assert upload(stranger, f"{path}/versions").status_code == 404
        assert upload(stranger, "/communities/yard/files").status_code == 404
    guest = Program(a_member(of=yard, role="guest", person=a_guest()))
    assert guest.get(path).status_code == 200
    assert upload(guest, f"{path}/versions").status_code == 403
    assert guest.delete(path).status_code == 403


def test_who_sees_nothing_is_not_told_what_is_missing(yard, ann):
    path = f"/files/{a_file(in_=yard, by=ann).entry.uid}/versions"

    assert Program(a_colleague()).post("/communities/yard/files").status_code == 404
    assert Program(a_colleague()).post(path).status_code == 404
    assert Program(ann).post(path).json()["error"] == "Choose a file."
