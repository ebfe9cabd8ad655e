"""An import whose process or whose job is gone is found again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from practica.interfaces.transfer import actions
from practica.interfaces.transfer.jobs import look_for_abandoned, take_up_again
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.pipeline.lease import LOST, abandoned
from tests.builders.imports import a_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting() -> Import:
    """An import that was asked for while nobody was there to begin it."""
    imported = a_plan({"a.md": "# A\n\nWords.\n"})
    actions.let_run(imported, actor=imported.started_by)
    return imported


def jobs() -> int:
    """How many jobs for imports there are."""
    return int(DBTaskResult.objects.filter(queue_name="imports").count())


def test_a_worker_that_starts_asks_for_all_that_nobody_has_begun(waiting: Import):
    take_up_again()
    assert jobs() == 1


def test_while_the_worker_runs_what_waits_its_turn_is_left_alone(waiting: Import):
    look_for_abandoned()
    assert jobs() == 0


def test_what_nobody_began_for_a_while_is_asked_for_once_more_and_not_at_every_look(waiting: Import):
    Import.objects.filter(pk=waiting.pk).update(heartbeat=timezone.now() - LOST - dt.timedelta(seconds=1))
    assert (abandoned(), abandoned()) == ([waiting.pk], [])
