"""Many bodies rendered side by side in bounded processes; one that hangs or dies costs itself only."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as WaitedTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol

from django.conf import settings

from practica.interfaces.transfer.pipeline import apart

SECONDS = 10
# Time for a new process to start, beside the time of the body itself.
PATIENCE = 20
# Memory a process has once taken it keeps, and a text that is strange enough takes much; new processes begin
# small. (The executor's own max_tasks_per_child can wait for ever in Python 3.11.)
BODIES_PER_POOL = 10_000
# Starting a process takes longer than rendering this many bodies; the most costly of this size takes half a
# second, so that of a few none needs a bound.
FEW, SHORT = 100, 16 * 1024


Pending = Sequence["Future[apart.Piece] | None"]


class Renderer(Protocol):
    """Renders bodies in two steps, so that the caller can write to the database meanwhile."""

    def begin(self, orders: Sequence[apart.Order]) -> Pending:
        """Let rendering start; hand the answer to :meth:`finish`."""

    def finish(self, pending: Pending, orders: Sequence[apart.Order]) -> list[apart.Piece]:
        """One piece for each order, in their order."""


class InProcess:
    """Renders here, for tests and for material of our own."""

    def begin(self, orders: Sequence[apart.Order]) -> Pending:
        """Nothing starts before it is asked for."""
        return [None] * len(orders)

    def finish(self, pending: Pending, orders: Sequence[apart.Order]) -> list[apart.Piece]:
        """One piece for each order."""
        return [apart.render(order) for order in orders]


class Apart:
    """Renders in processes that know nothing but the parser; bodies up to ``short`` characters here."""

    def __init__(self, processes: int, *, short: int = -1) -> None:
        self.processes, self.short = processes, short
        self._pool: ProcessPoolExecutor | None = None
        self._at_hand: list[Future[apart.Piece]] = []
        self._given = 0
        self._ended = 0

    def begin(self, orders: Sequence[apart.Order]) -> Pending:
        """Hand the bodies to the processes."""
        count = sum(not self._is_short(order) for order in orders)
        self._given += count
        if self._pool and self._given > BODIES_PER_POOL:
            self._end_former()
            self._given = count
        pending = [None if self._is_short(order) else self._submit(order) for order in orders]
        self._at_hand = [one for one in (*self._at_hand, *pending) if one and not one.done()]
        return pending

    def finish(self, pending: Pending, orders: Sequence[apart.Order]) -> list[apart.Piece]:
        """One piece for each order. When a process hangs or dies, those that were not done are tried one by
        one, so that only the guilty one is lost."""
        ended = self._ended
        pieces = [self._result(one) if one and self._ended == ended else _if_done(one) for one in pending]
        return [piece or self._alone(order) for piece, order in zip(pieces, orders, strict=True)]

    def close(self) -> None:
        """End the processes, also one that hangs."""
        self._ended += 1
        _end(self._pool)
        self._pool = None

    def _end_former(self) -> None:
        """Let the processes finish what they have at hand and end them, before there are new ones: two sets
        of them would take their memory twice."""
        for future in self._at_hand:
            self._result(future)
        _end(self._pool)
        self._pool = None

    def _submit(self, order: apart.Order) -> Future[apart.Piece]:
        try:
            return self._open_pool().submit(apart.render, order)
        except (RuntimeError, OSError):
            # Broken: a process of it died. When that is noticed while another is being started, it is told as
            # a handle that is closed, or as a pool that was shut down.
            self.close()
            return self._open_pool().submit(apart.render, order)

    def _open_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=apart.prepare,
                initargs=(SECONDS,),
            )
        return self._pool

    def _result(self, future: Future[apart.Piece]) -> apart.Piece | None:
        try:
            return future.result(timeout=SECONDS + PATIENCE)
        except WaitedTooLong:
            self.close()
            return None
        except (CancelledError, BrokenProcessPool):
            # Its processes are gone already; those of now may be others, at work on the next bodies.
            return None

    def _is_short(self, order: apart.Order) -> bool:
        return len(order.body) <= self.short

    def _alone(self, order: apart.Order) -> apart.Piece:
        if self._is_short(order):
            return apart.render(order)
        future = self._submit(order)
        piece = self._result(future)
        return piece or apart.Piece(problem="renderer")


def _end(pool: ProcessPoolExecutor | None) -> None:
    if pool is not None:
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)


def _if_done(future: Future[apart.Piece] | None) -> apart.Piece | None:
    """What a pool that is closed by now had finished."""
    if future and future.done() and not future.cancelled() and future.exception() is None:
        return future.result()
    return None


@contextmanager
def renderer(count: int) -> Iterator[Renderer]:
    """A renderer for about ``count`` bodies: of a few, only the long ones are worth a process."""
    processes = int(getattr(settings, "IMPORT_PROCESSES", 2))
    if not processes or not count:
        yield InProcess()
        return
    made = Apart(min(processes, count), short=SHORT if count <= FEW else -1)
    try:
        yield made
    finally:
        made.close()
