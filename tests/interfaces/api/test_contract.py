"""The API keeps what its description says, whatever is sent: made-up requests on every operation."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from practica.config.wsgi import application
from practica.interfaces.api.actions import make_token
from practica.interfaces.api.collect import api
from tests.builders import a_colleague, a_community, a_discussion, a_page, a_question, an_answer

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 15


def _described() -> schemathesis.BaseSchema:
    """The description, with the names of things that are there among the examples of its parameters."""
    schema = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()))
    schema.app = application
    return schema


OPERATIONS = [pytest.param(found.ok(), id=found.ok().label) for found in _described().get_all_operations()]


@pytest.fixture
def open_connection():
    """The server lets go of the database after each request; here the test's transaction lives on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(db, settings, open_connection):
    """A community with something of each kind, its coordinator's token, and what paths can name."""
    settings.API_WRITES_A_MINUTE = 100_000
    ann = a_colleague("Ann", handle="ann")
    community = a_community("Pumps", led_by=ann)
    page = a_page(in_=community, body="# Seals\n\nSee [[Valves]].")
    question = a_question(in_=community, by=ann)
    answer = an_answer(to=question)
    discussion = a_discussion(in_=community, by=ann)
    _token, secret = make_token(name="contract", scopes=["read", "write", "import"], actor=ann)
    names = {
        "/pages/": page.entry.uid,
        "/questions/": question.entry.uid,
        "/discussions/": discussion.entry.uid,
        "/posts/": answer.uid,
    }
    return secret, names


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_as_described(operation, known):
    secret, names = known
    turn = iter(range(10_000))

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def sends(case):
        if next(turn) % 3:  # two in three name something that is there, so that more than the 404 is tried
            _name_known(case, names)
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)

    sends()


def _name_known(case, names):
    parameters = case.path_parameters or {}
    if case.operation.label == "PATCH /api/pages/{uid}" and isinstance(case.body, dict):
        case.body["version"] = 1
    if "slug" in parameters:
        parameters["slug"] = "pumps"
    if "handle" in parameters:
        parameters["handle"] = "ann"
    if "number" in parameters:
        parameters["number"] = 1
    if "uid" in parameters:
        parameters["uid"] = next((uid for part, uid in names.items() if part in case.path), parameters["uid"])
