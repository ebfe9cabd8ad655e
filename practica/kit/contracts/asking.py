"""Which kinds of entry ask for an answer: the app that owns one says so, who minds the waiting reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One kind that asks.

    ``waiting(entry_ids)`` says which of these nobody has answered and still could. ``facts`` (with an
    ``entry_id``) are those after which one may have begun to wait, or ceased to.
    """

    kind: str
    waiting: Callable[[Sequence[int]], set[int]]
    facts: tuple[type, ...]


_asking: dict[str, Asking] = {}


def register(asking: Asking) -> None:
    """Tell the house about a kind that asks. Called from an app's ``kind.py``."""
    _asking[asking.kind] = asking


def all_asking() -> dict[str, Asking]:
    """Every kind that asks, by name."""
    return _asking
