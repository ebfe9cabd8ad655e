"""The worker goes on whatever happens to one of its parts."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from practica.config.worker import (
    GATHERING,
    KEPT_DAYS,
    MOST_STARTS,
    PULSE,
    Worker,
    forget_done,
    pause_after,
    take_up_again,
)
from practica.content.pages.jobs import name_cards


@pytest.mark.django_db(transaction=True)
def test_jobs_that_ended_by_a_fault_are_begun_again(monkeypatch: pytest.MonkeyPatch):
    worker, begun = Worker(), []
    monkeypatch.setattr("practica.config.worker.signal.signal", lambda *_: None)

    def run() -> None:
        begun.append(threading.current_thread())
        if len(begun) == 2:
            worker.stop()
        # Ends at once, as a database that went away for a moment lets it end.

    monkeypatch.setattr(worker.jobs, "run", run)
    in_case = threading.Timer(20, worker.stop)
    in_case.start()
    worker.run()
    in_case.cancel()
    assert len(begun) == 2


class Waits(threading.Event):
    """Says how long it was waited for, and is set at the third time."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0)
        if len(self.seconds) == 3:
            self.set()
        return self.is_set()


@pytest.mark.django_db(transaction=True)
def test_after_a_round_that_delivered_what_comes_next_gathers(monkeypatch: pytest.MonkeyPatch):
    worker, owed = Worker(), [3, 0, 0]
    worker.stopping = waits = Waits()
    monkeypatch.setattr("practica.config.worker.signal.signal", lambda *_: None)
    monkeypatch.setattr("practica.config.worker.deliver_due", lambda: owed.pop(0))
    monkeypatch.setattr("practica.config.worker.pause_after", lambda took: 7.0)
    monkeypatch.setattr("practica.config.worker.routines", tuple)
    monkeypatch.setattr(worker.jobs, "run", worker.stopping.is_set)
    worker.run()
    assert waits.seconds == [7.0, PULSE, PULSE]


@pytest.mark.parametrize("took", [0.0, 0.1, 0.4, 0.5])
def test_what_just_missed_a_round_is_dealt_with_in_time(took: float):
    missed_by, next_round = took + pause_after(took), took
    assert missed_by + next_round == pytest.approx(GATHERING)


@pytest.mark.parametrize("took", [0.6, 5.0])
def test_after_a_long_round_the_next_begins_nearly_at_once(took: float):
    assert pause_after(took) == PULSE


def a_torn_job(starts: int) -> DBTaskResult:
    """One that was begun so often, the last time by a worker that was killed."""
    torn = DBTaskResult.objects.get(pk=name_cards.enqueue().id)
    for start in range(starts):
        torn.claim(f"worker-{start}")
    return torn


@pytest.mark.django_db
def test_a_job_whose_worker_was_killed_is_done_by_the_next():
    torn = a_torn_job(1)
    take_up_again()
    assert torn in DBTaskResult.objects.ready()


@pytest.mark.django_db
def test_a_job_that_kills_each_worker_is_not_begun_for_ever():
    torn = a_torn_job(MOST_STARTS)
    take_up_again()
    torn.refresh_from_db()
    assert torn.status == TaskResultStatus.FAILED
    assert "died 3 times" in torn.traceback


@pytest.mark.django_db
def test_jobs_that_ended_long_ago_are_forgotten_and_those_to_do_are_not():
    waiting, lately, long_ago = (DBTaskResult.objects.get(pk=name_cards.enqueue().id) for _ in range(3))
    for job, days in ((lately, KEPT_DAYS - 1), (long_ago, KEPT_DAYS + 1)):
        ended = timezone.now() - timedelta(days=days)
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=ended)
    forget_done()
    assert set(DBTaskResult.objects.all()) == {waiting, lately}
