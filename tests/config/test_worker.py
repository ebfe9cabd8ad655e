"""The worker goes on whatever happens to one of its parts."""

from __future__ import annotations

import threading

import pytest

from practica.config.worker import GATHERING, PULSE, Worker


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
    monkeypatch.setattr("practica.config.worker.routines", tuple)
    monkeypatch.setattr(worker.jobs, "run", worker.stopping.is_set)
    worker.run()
    assert PULSE < waits.seconds[0] <= GATHERING
    assert waits.seconds[1:] == [PULSE, PULSE]
