"""Who is here and where their carets stand.

A client says where its caret stands and nothing else; who it is says the server. Nobody speaks for another's
caret. What is told on is put together here, place by place: an editor that is told of a place of no shape
stops, and it would be that of everybody else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from practica.kit.live import messages
from practica.kit.live.limits import Limits
from practica.kit.live.messages import Malformed, Reader

# A caret that nobody speaks for is gone after so many seconds; browsers say every 15 that theirs is there.
FORGOTTEN_AFTER = 45.0
USER, CURSOR = "user", "cursor"
LONGEST_NAME = 40

Row = tuple[int, int, str]


@dataclass(slots=True)
class Caret:
    """One client's: whose it is (None: of another process), how often it was said, and what (JSON)."""

    owner: object
    clock: int
    state: str
    at: float


class Presences:
    """The carets of a room, by the number a browser gave itself."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.carets: dict[int, Caret] = {}

    def hear(self, states: bytes, *, owner: object, face: Mapping[str, Any]) -> bytes:
        """Take over what ``owner`` says of her carets; what to tell the others, b"" for nothing.

        ``face`` is who she is. The caret of somebody else is left alone; one of her own, in a socket that
        hangs, is taken over. Raises Malformed.
        """
        told: list[Row] = []
        for client, clock, state in _read(states, self.limits):
            held = self.carets.get(client)
            if held is None and state is not None and self._count(owner) >= self.limits.carets:
                continue
            if held is not None and (clock < held.clock or not _may_speak(held, owner, face)):
                continue
            said = None if state is None else {**_caret(state), USER: dict(face)}
            told.append(self._take(client, clock, said, owner))
        return _written(told) if told else b""

    def hear_from_afar(self, states: bytes) -> bytes:
        """Take over what another process of ours says; what to tell, b"" for nothing."""
        told: list[Row] = []
        for client, clock, state in _read(states, None):
            held = self.carets.get(client)
            if held is None or (held.owner is None and clock >= held.clock):
                told.append(self._take(client, clock, state, None))
        return _written(told) if told else b""

    def _take(self, client: int, clock: int, state: dict[str, Any] | None, owner: object) -> Row:
        if state is None:
            self.carets.pop(client, None)
            return client, clock, "null"
        written = json.dumps(state, separators=(",", ":"))
        self.carets[client] = Caret(owner, clock, written, time.monotonic())
        return client, clock, written

    def _count(self, owner: object) -> int:
        return sum(one.owner is owner for one in self.carets.values())

    def leave(self, owner: object) -> bytes:
        """Forget the carets of ``owner``; what to tell the others, b"" for nothing."""
        gone = [(client, one.clock) for client, one in self.carets.items() if one.owner is owner]
        return self._forget(gone)

    def tidy(self) -> bytes:
        """Forget carets that nobody speaks for any more; what to tell, b"" for nothing."""
        oldest = time.monotonic() - FORGOTTEN_AFTER
        return self._forget([(client, one.clock) for client, one in self.carets.items() if one.at < oldest])

    def said(self) -> bytes:
        """What all carets say, as a message's content; b"" when there is none."""
        rows = [(client, one.clock, one.state) for client, one in self.carets.items()]
        return _written(rows) if rows else b""

    def _forget(self, gone: list[tuple[int, int]]) -> bytes:
        for client, _clock in gone:
            del self.carets[client]
        # One more than was said last, so that nobody takes it for old.
        return _written((client, clock + 1, "null") for client, clock in gone) if gone else b""


def _may_speak(held: Caret, owner: object, face: Mapping[str, Any]) -> bool:
    return held.owner is owner or json.loads(held.state).get(USER) == dict(face)


def _read(states: bytes, limits: Limits | None) -> list[tuple[int, int, dict[str, Any] | None]]:
    reader = Reader(states)
    found: list[tuple[int, int, dict[str, Any] | None]] = []
    for _ in range(reader.number()):
        client, clock, said = reader.number(), reader.number(), reader.chunk()
        if limits and (len(said) > limits.presence or len(found) >= limits.carets * limits.clients):
            raise Malformed
        try:
            state = json.loads(said, parse_constant=_refuse)
        except (ValueError, RecursionError) as problem:
            raise Malformed from problem
        if state is not None and not isinstance(state, dict):
            raise Malformed
        found.append((client, clock, state))
    return found


def _refuse(name: str) -> None:
    # NaN and Infinity: no browser reads them.
    raise ValueError(name)


def _caret(state: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``state`` is told on: the ends of a selection, or nothing."""
    cursor = state.get(CURSOR)
    if cursor is None:
        return {}
    if not isinstance(cursor, dict):
        raise Malformed
    return {CURSOR: {end: _place(cursor.get(end)) for end in ("anchor", "head")}}


def _place(said: Any) -> dict[str, Any]:
    """A place in the text, as Yjs names it (a relative position): after an item, or in a type."""
    if not isinstance(said, dict):
        raise Malformed
    place: dict[str, Any] = {
        name: _named(said[name]) for name in ("type", "item") if said.get(name) is not None
    }
    root = said.get("tname")
    if root is not None:
        if not isinstance(root, str) or len(root) > LONGEST_NAME:
            raise Malformed
        place["tname"] = root
    if not place:
        raise Malformed
    return place | {"assoc": -1 if said.get("assoc") == -1 else 0}


def _named(said: Any) -> dict[str, int]:
    """The name of an item: whose, and its how manieth."""
    if not isinstance(said, dict):
        raise Malformed
    return {name: _whole(said.get(name)) for name in ("client", "clock")}


def _whole(said: Any) -> int:
    """A number that JavaScript has. Raises Malformed for anything else, yes and no among it."""
    if type(said) is not int or not 0 <= said < 2**53:
        raise Malformed
    return said


def _written(rows: Iterable[Row]) -> bytes:
    rows = list(rows)
    return messages.number(len(rows)) + b"".join(
        messages.number(client) + messages.number(clock) + messages.chunk(state.encode())
        for client, clock, state in rows
    )
