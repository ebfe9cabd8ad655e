"""The worker goes on whatever happens to one of its parts."""

from __future__ import annotations

import threading

import pytest

from practica.config.worker import Worker


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
