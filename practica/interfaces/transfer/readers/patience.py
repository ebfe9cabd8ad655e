"""A bound for the time one item may take: the net below patterns that are meant to need none."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from practica.interfaces.transfer.readers.reasons import ItemRefused, because


class _Over(Exception):
    """The time is over."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what is inside after ``seconds``, with `ItemRefused`. An alarm that somebody else had set rings
    after ours. Only the main thread of a process can be stopped; elsewhere nothing is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _Over

    former = signal.signal(signal.SIGALRM, ring)
    theirs, again = signal.setitimer(signal.ITIMER_REAL, seconds)
    started = time.monotonic()
    try:
        yield
    except _Over as error:
        raise ItemRefused(because("item.slow", seconds=f"{seconds:g}")) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
        if theirs:
            signal.setitimer(signal.ITIMER_REAL, max(theirs - (time.monotonic() - started), 0.01), again)
