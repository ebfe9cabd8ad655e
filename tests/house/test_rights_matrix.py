"""Who reads what: each role × each surface, with planted words that may not turn up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

from practica.interfaces.api.collect import api
from practica.interfaces.api.describing import example_of
from practica.reach.search import index
from tests.house import scene as scenes
from tests.house.scene import ANONYMOUS, GUEST, OUTSIDER, ROLES, Canary, Scene
from tests.house.surfaces import Surface, questions, routes, subject_of, surfaces

# Without a test that says so, no database is made for tests.
pytestmark = pytest.mark.django_db

STRANGERS = (ANONYMOUS, GUEST, OUTSIDER)
# What a reader may send as her own page's address changes with the address alone.
CHANGES = re.compile(r'(name="csrfmiddlewaretoken" value="|csrf-token" content="|"csrf": ")[^"]*')
# Stored, and shown by no surface: these only have to stay unseen.
KEPT_BUT_NOT_SHOWN = {
    "heading of a page in the bin",
    "text of a page in the bin",
    "topic of a page in the bin",
    "deleted comment in questions",
    "deleted comment in discussions",
    "message of an invitation",
}
# Surfaces that are about the asker alone, or about nothing: a stranger may post there for herself.
OWN = {
    "search/opened",
    "you/clicks",
    "you/theme",
    "inbox/done",
    "you/mail",
    "you",
    "welcome",
    "you/tokens",
    "people-lists",
    "imports/new",
}


@pytest.fixture(scope="module")
def scene(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Scene]:
    """One scene for all tests of this file, in a transaction that is never committed."""
    folder = tmp_path_factory.mktemp("matrix") / "search"
    with django_db_blocker.unblock(), override_settings(SEARCH_DIR=str(folder)), transaction.atomic():
        index.close()
        yield scenes.build()
        index.close()
        transaction.set_rollback(True)


@pytest.fixture
def client_of(scene: Scene) -> Any:
    """A browser of each role."""

    def make(role: str) -> Client:
        client = Client(raise_request_exception=True)
        if scene.people[role] is not None:
            client.force_login(scene.people[role])
        return client

    return make


@dataclass(frozen=True)
class Answer:
    """What somebody received: the status, all she can read in lower case, and where she is sent on to."""

    status: int
    text: str
    onward: str


class Reader:
    """Reads as ``role``. What was asked before, in this test or another, is not asked again: reading changes
    nothing that is shown, and there are thousands of addresses."""

    def __init__(self, role: str, client: Client, known: dict[tuple[str, str], Answer]) -> None:
        self.role, self.client, self.known = role, client, known

    def read(self, path: str) -> Answer:
        """The answer to a GET, redirects not followed."""
        if (self.role, path) not in self.known:
            with _nothing_written(path):
                response = self.client.get(path)
            _demand_headers(response, path, is_signed_in=self.role != ANONYMOUS)
            onward = response.headers.get("Location", "")
            self.known[self.role, path] = Answer(response.status_code, _text(response), onward)
        return self.known[self.role, path]

    def read_on(self, path: str) -> str:
        """All there is to read at an address and wherever it leads."""
        answer = self.read(path)
        return answer.text if not answer.onward else _text(self.client.get(answer.onward, follow=True))


@pytest.fixture(scope="module")
def known(scene: Scene) -> dict[tuple[str, str], Answer]:
    """What was answered so far, by role and address."""
    return {}


@pytest.fixture
def reader_of(client_of: Any, known: dict[tuple[str, str], Answer]) -> Any:
    """A reader of each role."""
    return lambda role: Reader(role, client_of(role), known)


THE_SAME_FOR_ALL = {"/favicon.ico", "/robots.txt"}
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))|<[^>]*\son\w+=|javascript:", re.IGNORECASE
)


def _demand_headers(response: Any, path: str, *, is_signed_in: bool) -> None:
    """No page runs a script of its own, none is taken for another type or framed, none of somebody signed in
    is kept by a shared cache."""
    policy = response.headers["Content-Security-Policy"]
    scripts = next(
        (one for one in policy.split(";") if one.strip().startswith("script-src ")), "default-src 'none'"
    )
    assert "unsafe" not in scripts and "*" not in scripts, (path, policy)
    assert "default-src 'none'" in policy or all(
        one in policy
        for one in ("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
    ), (path, policy)
    assert response.headers["X-Content-Type-Options"] == "nosniff", path
    if is_signed_in and path not in THE_SAME_FOR_ALL:
        kept = response.headers.get("Cache-Control", "")
        assert "private" in kept or "no-store" in kept, (path, kept)
    if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
        found = INLINE.search(response.content.decode())
        assert found is None, (path, found)


def _text(response: Any) -> str:
    """All a reader receives, in lower case."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return (body.decode("utf-8", "replace") + str(dict(response.headers))).lower()


def _leaks(scene: Scene, role: str, path: str, text: str) -> list[str]:
    return [
        f"{canary.about} ({word})"
        for canary in scene.canaries
        if not _may_read(canary, role, path)
        for word in (canary.word, canary.twin)
        # What she wrote into the address herself tells her nothing.
        if word in text and word not in path
    ]


def _may_read(canary: Canary, role: str, path: str) -> bool:
    return role in canary.seen_by or (
        role in canary.by_address and any(place in path for place in canary.places)
    )


def test_every_surface_has_its_place_in_the_matrix(scene: Scene):
    for route in routes():
        if "<" in route or "{" in route:
            subject, _own = subject_of(route)
            assert subject is None or scene.names[subject], route


def test_the_canaries_are_there_for_those_who_may_read_them(scene: Scene, reader_of: Any):
    text = ""
    for role in ROLES:
        reader = reader_of(role)
        text += "".join(
            reader.read_on(surface.path) for surface in surfaces(scene) if surface.is_shown_to(role, scene)
        )
    unread = {canary.about for canary in scene.canaries if canary.word not in text and canary.seen_by}
    assert unread <= KEPT_BUT_NOT_SHOWN


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reads_what_is_not_for_it(scene: Scene, reader_of: Any, role: str):
    reader = reader_of(role)
    found: dict[str, list[str]] = {}
    for path in [*(surface.path for surface in surfaces(scene)), *questions(scene)]:
        if leaks := _leaks(scene, role, path, reader.read(path).text):
            found[path] = leaks
    assert found == {}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_does_not_see_answers_like_what_is_not_there(scene: Scene, reader_of: Any, role: str):
    reader = reader_of(role)
    for surface in surfaces(scene):
        if surface.is_shown_to(role, scene):
            continue
        real, missing = reader.read(surface.path), reader.read(surface.twin)
        assert real.status == missing.status, surface
        assert _same(real, surface) == _same(missing, surface), surface


def _same(answer: Answer, surface: Surface) -> str:
    """An answer without what must differ: the address asked for, and the secret of the form."""
    text = CHANGES.sub("", answer.text)
    for path in (surface.path, surface.twin):
        text = text.replace(path.lower(), "").replace(path.lower().replace("/", "%2f"), "")
    return re.sub(r"csrftoken=\w+|sessionid=\w+", "", text)


@pytest.mark.parametrize("role", ROLES)
def test_a_search_for_a_hidden_word_finds_nothing(scene: Scene, client_of: Any, role: str):
    client = client_of(role)
    hidden = [canary for canary in scene.canaries if role not in canary.seen_by]
    for canary in hidden:
        wrong = canary.word[:3] + "x" + canary.word[4:]
        for query in (canary.word, wrong):
            answer = client.get("/api/search", {"q": query}).json()
            told = (answer["total"], answer["results"], answer["kinds"], answer["corrected"])
            assert told == (0, [], {}, ""), (canary.about, query, answer)
            text = _text(client.get("/search/suggest", {"q": query}))
            assert canary.twin not in text and (query == canary.word or canary.word not in text), canary.about
        if canary.about.startswith(("name", "purpose", "what")):
            for path in ("/communities", "/people"):
                assert canary.twin not in _text(client.get(path, {"q": canary.word})), (canary.about, path)
    for some in range(0, len(hidden), 6):
        words = " ".join(canary.word for canary in hidden[some : some + 6])
        for path in ("/search", "/search/similar"):
            text = _text(client.get(path, {"q": words}))
            assert [canary.about for canary in hidden if canary.twin in text] == [], path


def test_a_search_by_those_who_may_finds_it(scene: Scene, client_of: Any):
    client = client_of(scenes.COORDINATOR)
    titles = [c for c in scene.canaries if c.about == "title of a page"]
    assert client.get("/api/search", {"q": titles[0].word}).json()["total"] >= 1


@contextmanager
def _nothing_written(where: Any) -> Iterator[None]:
    """Fail when something is written meanwhile. Sessions come with asking."""
    written = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE)", sql) and "people_session" not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert written == [], (where, written[:3])


FORM = {
    "title": "Intruder",
    "body": "Intruder",
    "name": "Intruder",
    "purpose": "Intruder",
    "audience": "everyone",
    "joining": "open",
    "message": "Intruder",
    "reason": "Intruder",
    "role": "coordinator",
    "level": "everything",
    "started_from": "1",
    "emails": "intruder@example.org",
    "max_uses": "1",
}


@pytest.mark.parametrize("role", STRANGERS)
def test_no_stranger_changes_anything(scene: Scene, client_of: Any, role: str):
    client = client_of(role)
    for surface in surfaces(scene):
        if surface.route.startswith("/api/") or surface.route in OWN:
            continue
        if surface.thing[0] and surface.is_shown_to(role, scene):
            continue
        if not surface.thing[0] and role != ANONYMOUS:
            continue  # she may begin things of her own
        with _nothing_written(surface):
            response = client.post(surface.path, FORM)
        status, place = response.status_code, response.headers.get("Location", "")
        refused = status in (401, 403, 404, 405) or (status in (302, 303) and "/accounts/login" in place)
        harmless = not surface.thing[0] and status in (200, 302, 303, 422)
        assert refused or harmless, (surface, status, place)


@pytest.mark.parametrize("role", STRANGERS)
def test_no_stranger_changes_anything_through_the_api(scene: Scene, client_of: Any, role: str, settings: Any):
    settings.API_WRITES_A_MINUTE = 100_000
    client = client_of(role)
    schema = api.get_openapi_schema()
    tried = 0
    for surface in surfaces(scene):
        if not surface.route.startswith("/api/") or surface.is_shown_to(role, scene):
            continue
        for method, operation in schema["paths"][surface.route].items():
            if method == "get":
                continue
            body = json.dumps(example_of(operation, schema))
            with _nothing_written((surface, method)):
                response = client.generic(method.upper(), surface.path, body, "application/json")
            assert response.status_code == (401 if role == ANONYMOUS else 404), (surface, method)
            tried += 1
    assert tried > 10
