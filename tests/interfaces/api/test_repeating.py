"""Sending a request again, and sending too many."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practica.core.communities.models import Community
from practica.interfaces.api.actions import forget_answers
from practica.interfaces.api.models import KeptAnswer
from practica.interfaces.transfer.models import Import
from tests.builders import a_colleague
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "first-try"}


def test_the_same_request_with_the_same_key_is_done_once():
    program = Program(a_colleague())
    first = program.post("/communities", KEY, name="Seals")
    again = program.post("/communities", KEY, name="Seals")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Community.objects.filter(name="Seals").count() == 1


def test_another_request_with_the_same_key_is_refused():
    program = Program(a_colleague())
    program.post("/communities", KEY, name="Seals")
    other = program.post("/communities", KEY, name="Valves")
    assert other.status_code == 422
    assert other.json()["field"] == "Idempotency-Key"
    assert not Community.objects.filter(name="Valves").exists()


def test_a_refusal_is_not_kept():
    program = Program(a_colleague())
    assert program.post("/communities", KEY, name=" ").status_code == 422
    assert program.post("/communities", KEY, name="Seals").status_code == 201


def test_keys_of_two_people_are_two_keys():
    assert Program(a_colleague()).post("/communities", KEY, name="Seals").status_code == 201
    assert Program(a_colleague()).post("/communities", KEY, name="Valves").status_code == 201


def test_answers_are_kept_for_a_day():
    Program(a_colleague()).post("/communities", KEY, name="Seals")
    assert forget_answers() == 0
    kept = KeptAnswer.objects.get()
    KeptAnswer.objects.update(created=kept.created - dt.timedelta(hours=25))
    assert forget_answers() == 1


def test_a_key_is_plain_and_short():
    program = Program(a_colleague())
    assert program.post("/communities", {"Idempotency-Key": "k" * 201}, name="Seals").status_code == 422


def test_too_many_changes_have_to_wait(settings):
    settings.API_WRITES_A_MINUTE = 2
    program = Program(a_colleague())
    answers = [program.post("/communities", name=name) for name in ("Seals", "Valves", "Pipes")]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert program.get("/communities").status_code == 200


def test_an_upload_sent_again_is_one_import():
    program = Program(a_colleague())
    answers = []
    for _ in range(2):
        empty = SimpleUploadedFile("pages.zip", b"PK\x05\x06" + bytes(18))
        sent = {"name": "Seals", "dry_run": "true", "archive": empty}
        answers.append(program.client.post("/api/imports", sent, headers=KEY))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Import.objects.count() == 1
