"""Tokens: whose rights they carry, and how far."""

import json

import pytest

from practica.interfaces.api.actions import make_token, withdraw_token
from tests.builders import a_colleague, a_community, a_guest

pytestmark = pytest.mark.django_db


def _bearer(secret: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_a_token_reads_with_the_rights_of_its_person(client):
    ann = a_colleague()
    community = a_community("Pumps", led_by=ann, audience="members")
    _token, secret = make_token(name="script", scopes=["read"], actor=ann)
    assert client.get(f"/api/communities/{community.slug}", **_bearer(secret)).json()["role"] == "coordinator"
    assert client.get(f"/api/communities/{community.slug}").status_code == 404


def test_a_reading_token_does_not_write(client):
    _token, secret = make_token(name="script", scopes=["read"], actor=a_colleague())
    answer = client.post(
        "/api/communities", json.dumps({"name": "Seals"}), content_type="application/json", **_bearer(secret)
    )
    assert answer.status_code == 403
    assert "write" in answer.json()["error"]


def test_a_writing_token_starts_a_community(client):
    _token, secret = make_token(name="script", scopes=["write"], actor=a_colleague())
    answer = client.post(
        "/api/communities", json.dumps({"name": "Seals"}), content_type="application/json", **_bearer(secret)
    )
    assert answer.status_code == 201
    assert (answer.json()["slug"], answer.json()["member_count"]) == ("seals", 1)


def test_a_guest_is_refused_what_the_page_refuses(client):
    _token, secret = make_token(name="script", scopes=["write"], actor=a_guest())
    answer = client.post(
        "/api/communities", json.dumps({"name": "Seals"}), content_type="application/json", **_bearer(secret)
    )
    assert answer.status_code == 403


def test_a_withdrawn_token_opens_nothing(client):
    ann = a_colleague()
    token, secret = make_token(name="script", scopes=["read"], actor=ann)
    withdraw_token(token, actor=ann)
    assert client.get("/api/me", **_bearer(secret)).status_code == 401


def test_a_browser_writes_only_with_its_form_token(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(a_colleague())
    answer = client.post("/api/communities", json.dumps({"name": "Seals"}), content_type="application/json")
    assert answer.status_code == 403


def test_the_description_is_openapi_3_1(client):
    assert client.get("/api/openapi.json").json()["openapi"].startswith("3.1")


def test_unknown_fields_are_refused(client):
    _token, secret = make_token(name="script", scopes=["write"], actor=a_colleague())
    answer = client.post(
        "/api/communities",
        json.dumps({"name": "Seals", "owner": "me"}),
        content_type="application/json",
        **_bearer(secret),
    )
    assert answer.status_code == 422
