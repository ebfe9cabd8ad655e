"""Resources through the API: the same actions and refusals as in the browser."""

from __future__ import annotations

import json

import pytest

from practica.core.communities.models import Community
from tests.builders import a_colleague, a_community, a_guest, a_member
from tests.builders.library import a_resource
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard():
    return a_community("Yard", audience=Community.Audience.MEMBERS)


@pytest.fixture
def ann(yard):
    return a_member(of=yard)


def put(program, path, **data):
    return program.client.put(f"/api{path}", json.dumps(data), "application/json")


def test_a_resource_is_added_mended_and_reviewed(ann):
    program = Program(ann)
    made = program.post(
        "/communities/yard/resources", title="Handbook", address="pumps.example", topics=["pumps"]
    )
    path = f"/resources/{made.json()['uid']}"

    mended = put(program, path, title="The handbook", form="book", year=1998)
    reviewed = put(program, f"{path}/review", stars=4, sentence="Good for a start.")

    assert (made.status_code, made.json()["address"]) == (201, "https://pumps.example")
    assert (mended.json()["title"], mended.json()["form"], mended.json()["year"]) == (
        "The handbook",
        "book",
        1998,
    )
    assert (reviewed.json()["stars"], reviewed.json()["said"][0]["by"]["name"]) == (4.0, ann.name)
    assert program.delete(f"{path}/review").status_code == 204
    assert program.get(path).json()["reviews"] == 0
    assert program.delete(path).status_code == 204
    assert program.get("/communities/yard/resources").json() == {"items": [], "has_more": False}


@pytest.mark.parametrize(
    "wrong", [{"address": "javascript:1"}, {"title": ""}, {"form": "cave"}, {"colour": "red"}]
)
def test_what_cannot_be_said_is_refused(ann, wrong):
    assert Program(ann).post("/communities/yard/resources", **{"title": "a", **wrong}).status_code == 422


def test_strangers_find_nothing_and_guests_of_the_community_only_review(yard, ann):
    path = f"/resources/{a_resource(in_=yard, by=ann).entry.uid}"
    for person in (a_guest(), a_colleague()):
        stranger = Program(person)
        assert stranger.get(path).status_code == 404
        assert put(stranger, f"{path}/review", stars=1, sentence="x").status_code == 404
        assert stranger.get("/communities/yard/resources").status_code == 404
    guest = Program(a_member(of=yard, role="guest", person=a_guest()))
    assert put(guest, path, title="Other").status_code == 403
    assert put(guest, f"{path}/review", stars=3, sentence="So so.").status_code == 200
