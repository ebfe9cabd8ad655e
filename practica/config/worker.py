"""The worker: lets listeners react within a moment, does routines when due, and runs jobs one by one."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

import structlog
from django.core.management import call_command
from django.db import close_old_connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as JobRunner
from django_tasks_db.models import DBTaskResult

from practica.core.ledger.listeners import deliver_due, sweep
from practica.kit.jobs import Routine, every, openings, routines
from practica.kit.sqlite.writing import writes_much

log = structlog.get_logger(__name__)

PULSE = 0.2
# While people write, what happened is dealt with after so many seconds at most. A round costs nearly the same
# for one fact as for fifty (the index commits once), and words may take 2 s to be found.
GATHERING = 1.2
JOB_PULSE = 0.5
# How a job ended is kept so long for whoever looks into a fault; people read it on the page of what it did.
KEPT_DAYS = 30
# A job that took its worker with it so many times is not begun again.
MOST_STARTS = 3


class Worker:
    """One process: this thread delivers facts and does routines, a second one runs jobs (imports and the
    like), so that a long job never keeps a saved page from being found."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.due: dict[str, float] = {}
        self.jobs = JobRunner(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=JOB_PULSE,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"worker-{time.time_ns()}",
        )

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Finish what is at hand, then end."""
        self.stopping.set()
        self.jobs.running = False

    def run(self) -> None:
        """Work until stopped by SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        writes_much()
        _safely("jobs.take_up_again", take_up_again)
        for name, work in openings().items():
            _safely(name, work)
        _safely("ledger.sweep", sweep)
        runner = self._start_jobs()
        while not self.stopping.is_set():
            close_old_connections()
            if not runner.is_alive():
                # A database that went away for a moment ends it; nothing would be imported from then on.
                log.error("jobs ended, starting again")
                runner = self._start_jobs()
            began = time.monotonic()
            delivered = _safely("ledger.deliver", deliver_due)
            for routine in routines():
                self._do_if_due(routine)
            took = time.monotonic() - began
            self.stopping.wait(pause_after(took) if delivered else PULSE)
        runner.join(timeout=10)

    def _start_jobs(self) -> threading.Thread:
        runner = threading.Thread(target=self.jobs.run, name="jobs", daemon=True)
        runner.start()
        return runner

    def _do_if_due(self, routine: Routine) -> None:
        now = time.monotonic()
        if now >= self.due.get(routine.name, 0.0):
            self.due[routine.name] = now + routine.seconds
            _safely(routine.name, routine.work)


def pause_after(took: float) -> float:
    """How many seconds to gather after a round that delivered and ``took`` so many.

    What happens just after a round has begun waits for the next, and is found when that is over: waiting and
    the next round, if it takes as long, come to ``GATHERING`` together.
    """
    return max(PULSE, GATHERING - 2 * took)


def take_up_again() -> None:
    """Let jobs be done that were under way when the worker died (there is one: as it starts, none is)."""
    for torn in DBTaskResult.objects.running():
        if len(torn.worker_ids) < MOST_STARTS:
            DBTaskResult.objects.filter(pk=torn.pk).update(status=TaskResultStatus.READY, started_at=None)
        else:
            torn.set_failed(RuntimeError(f"The worker died {len(torn.worker_ids)} times while it did this."))


@every(3600, name="jobs.forget_done")
def forget_done() -> None:
    """Forget the rows of jobs that ended long ago: every import, mail and picture leaves one."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, verbosity=0)


def _safely(name: str, work: Callable[[], object]) -> object:
    """Do ``work`` and return what it returns; a fault is logged and the worker goes on (the next round tries
    again)."""
    try:
        return work()
    except Exception:  # noqa: BLE001 - the loop must outlive any one routine
        log.exception("work failed", work=name)
        return None
