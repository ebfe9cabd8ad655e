"""What machines ask for: health, robots, icon; and the pages of errors."""

import pytest
from django.db import DatabaseError

from practica.interfaces.web import readiness
from practica.kit import heartbeat
from tests.builders import a_colleague, a_community

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.fixture
def marks(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "marks"


def test_ready_when_the_worker_is_at_work(client, marks):
    heartbeat.beat("worker")
    heartbeat.beat("backup")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert {check["state"] for name, check in answer.json()["checks"].items() if name != "disk"} == {"ok"}


def test_not_ready_when_the_worker_fell_silent(client, marks):
    import os

    heartbeat.beat("worker")
    os.utime(marks / "worker", (1, 1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["worker"]["state"]) == (503, "failed")


def test_not_ready_when_the_database_is_away(client, marks, monkeypatch):
    def away():
        raise DatabaseError("secret-host refused")

    monkeypatch.setitem(readiness.CHECKS, "database", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "secret-host" not in answer.content.decode()


def test_crawlers_are_told_what_to_leave_alone(client):
    assert b"Disallow: /search" in client.get("/robots.txt").content


def test_the_icon_is_found_at_its_ancient_address(client):
    assert "favicon" in client.get("/favicon.ico")["Location"]


def test_unseen_and_missing_are_the_same_page(client):
    client.force_login(a_colleague())
    hidden = a_community(audience="members")
    unseen, missing = client.get(f"/c/{hidden.slug}"), client.get("/c/no-such-place")
    assert unseen.status_code == missing.status_code == 404
    assert unseen.content.decode().split("<main")[1] == missing.content.decode().split("<main")[1]


def test_an_unknown_address_of_the_api_answers_in_json(client):
    assert client.get("/api/nothing-of-the-kind").headers["Content-Type"].startswith("application/json")
