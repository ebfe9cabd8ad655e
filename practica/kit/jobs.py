"""Work outside the request: things done every so often, and once when the worker starts.

Single jobs use the ``django_tasks`` API (``from django_tasks import task``); reactions to facts are
listeners.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True)
class Routine:
    """``work`` is done every ``seconds``; doing it twice must not matter."""

    name: str
    seconds: float
    work: Work


_routines: dict[str, Routine] = {}
_openings: dict[str, Work] = {}


def every(seconds: float, *, name: str) -> Callable[[Work], Work]:
    """Let the worker call the decorated function about every ``seconds``."""

    def register(work: Work) -> Work:
        _routines[name] = Routine(name, seconds, work)
        return work

    return register


def at_start(*, name: str) -> Callable[[Work], Work]:
    """Let the worker call the decorated function once when it starts, before anything else."""

    def register(work: Work) -> Work:
        _openings[name] = work
        return work

    return register


def routines() -> list[Routine]:
    """Everything done every so often."""
    return list(_routines.values())


def openings() -> dict[str, Work]:
    """Everything done once at the start of the worker."""
    return _openings
