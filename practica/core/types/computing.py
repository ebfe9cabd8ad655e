"""Fields the house works out itself: who computes them, and when.

Core keeps what they come to as values like any other, so that they are filtered and sorted; the app that
knows formulas registers a computer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from practica.core.entries.models import Entry
from practica.core.types.kinds.computed import Failed
from practica.core.types.models import Field

__all__ = ["Computer", "Failed", "computer", "register"]


class Computer(Protocol):
    """Works out ``fields`` (formulas and summaries of one type) for ``entries`` of that type, by entry id and
    field name. A value is a number, truth, text, day or moment; :class:`Failed` says why there is none; one
    left out is blank. It computes for nobody in particular: it must not look at what only some may see."""

    def __call__(
        self, fields: Sequence[Field], entries: Sequence[Entry]
    ) -> Mapping[int, Mapping[str, Any]]: ...


class Checker(Protocol):
    """Raises Invalid (``options``) when a computed ``field``, new or changed and not saved yet, can never
    have a value beside ``others``, the other fields of its type."""

    def __call__(self, field: Field, others: Sequence[Field]) -> None: ...


_computer: list[Computer] = []
_checker: list[Checker] = []


def register(computer: Computer, checker: Checker | None = None) -> None:
    """Let ``computer`` work out the fields of this site, and ``checker`` say which can be. The last one
    registered does."""
    _computer[:] = [computer]
    _checker[:] = [checker] if checker else []


def demand_computable(field: Field, others: Sequence[Field]) -> None:
    """Ask the checker; see :class:`Checker`."""
    if field.is_computed and _checker:
        _checker[0](field, others)


def computer() -> Computer | None:
    """Who computes here, if anybody."""
    return _computer[0] if _computer else None
