"""The messages on the wire, read with suspicion.

Those of y-websocket: 0 sync (0 step 1: a state vector, 1 step 2 and 2 update: an update), 1 presence (it says
"awareness"), 3 a question for everyone's presence. Ours, from the server only: 100 *saved*, the number of
this connection's step 2 and update messages that are on disk; 101 *standing*, whether she may write (1) or
only watch (0), and the generation of the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SYNC: Final = 0
PRESENCE: Final = 1
ASK_PRESENCE: Final = 3
SAVED: Final = 100
STANDING: Final = 101
STEP_1: Final = 0
STEP_2: Final = 1
UPDATE: Final = 2

#: What a document without anything has as its state vector, and an update that says nothing.
EMPTY_STATE: Final = b"\x00"
EMPTY_UPDATE: Final = b"\x00\x00"


class Malformed(ValueError):
    """A message that is none."""


@dataclass(frozen=True, slots=True)
class State:
    """Step 1: what the other side has."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """Step 2 (what the other side has and we did not), or an update."""

    update: bytes
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """What some clients' carets say."""

    states: bytes


@dataclass(frozen=True, slots=True)
class PresenceAsked:
    """A question for everyone's presence."""


Message = State | Change | Presence | PresenceAsked


def read(data: bytes) -> Message:
    """The message that ``data`` is. Raises Malformed."""
    reader = Reader(data)
    kind = reader.number()
    if kind == SYNC:
        step = reader.number()
        if step not in (STEP_1, STEP_2, UPDATE):
            raise Malformed
        content = reader.chunk()
        reader.end()
        return State(content) if step == STEP_1 else Change(content, is_answer=step == STEP_2)
    if kind == PRESENCE:
        states = reader.chunk()
        reader.end()
        return Presence(states)
    if kind == ASK_PRESENCE:
        return PresenceAsked()
    raise Malformed


def state(vector: bytes) -> bytes:
    """Step 1."""
    return bytes((SYNC, STEP_1)) + chunk(vector)


def answer(update: bytes) -> bytes:
    """Step 2."""
    return bytes((SYNC, STEP_2)) + chunk(update)


def change(update: bytes) -> bytes:
    """An update."""
    return bytes((SYNC, UPDATE)) + chunk(update)


def presence(states: bytes) -> bytes:
    """What carets say."""
    return bytes((PRESENCE,)) + chunk(states)


def saved(count: int) -> bytes:
    """So many of this connection's changes are on disk."""
    return bytes((SAVED,)) + number(count)


def standing(may_write: bool, generation: str) -> bytes:
    """What she may do here, and in which generation."""
    return bytes((STANDING, int(may_write))) + chunk(generation.encode())


def number(value: int) -> bytes:
    """A whole number, seven bits a byte."""
    written = bytearray()
    while value > 127:
        written.append(128 | (value & 127))
        value >>= 7
    written.append(value)
    return bytes(written)


def chunk(content: bytes) -> bytes:
    """Bytes, or the UTF-8 of a text, with their length before them."""
    return number(len(content)) + content


class Reader:
    """Reads numbers and chunks off bytes; raises Malformed where there are none."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        """The next whole number; larger ones than JavaScript has are none."""
        value = shift = 0
        while True:
            if self.at >= len(self.data) or shift > 49:
                raise Malformed
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def chunk(self) -> bytes:
        """The next bytes with a length before them."""
        length = self.number()
        if length > len(self.data) - self.at:
            raise Malformed
        content = self.data[self.at : self.at + length]
        self.at += length
        return content

    def end(self) -> None:
        """Nothing may follow."""
        if self.at != len(self.data):
            raise Malformed
