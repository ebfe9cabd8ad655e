"""What an app must do when entries are erased for good: things the database does not take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Afterwards = Callable[[], None]
Prepare = Callable[[Sequence[int]], Afterwards]
_prepare: list[Prepare] = []


def when_entries_are_erased(prepare: Prepare) -> Prepare:
    """Register a function that is given the ids of entries before they go, inside the transaction, and
    returns what to do once they are gone."""
    _prepare.append(prepare)
    return prepare


def about_to_erase(entry_ids: Sequence[int]) -> list[Afterwards]:
    """Ask every app; returns what to do after the commit."""
    return [prepare(entry_ids) for prepare in _prepare]
