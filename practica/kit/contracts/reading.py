"""What else is settled when a person has read something: an upper app says so here, core tells it."""

from __future__ import annotations

from collections.abc import Callable

HasRead = Callable[[int, int], None]
_entry_listeners: list[HasRead] = []
_community_listeners: list[HasRead] = []


def when_entry_is_read(do: HasRead) -> HasRead:
    """Have ``do(person_id, entry_id)`` called inside the transaction that keeps the read mark."""
    _entry_listeners.append(do)
    return do


def when_community_is_seen(do: HasRead) -> HasRead:
    """Have ``do(person_id, community_id)`` called inside the transaction that notes the visit."""
    _community_listeners.append(do)
    return do


def entry_was_read(person_id: int, entry_id: int) -> None:
    """Tell whoever wants to know that the person has read the entry as it stands."""
    for do in _entry_listeners:
        do(person_id, entry_id)


def community_was_seen(person_id: int, community_id: int) -> None:
    """Tell whoever wants to know that the person has looked at the community's front."""
    for do in _community_listeners:
        do(person_id, community_id)
