"""What rooms need of the house: who comes in, what is kept, what is new elsewhere."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Codes(enum.IntEnum):
    """Why a socket is closed. Those from 4400 on are final: asking again gives the same answer."""

    GOING_AWAY = 1001
    BROKEN = 1011
    TRY_AGAIN = 1013
    MALFORMED = 4400
    SIGNED_OUT = 4401
    REFUSED = 4403
    MISSING = 4404
    STALE = 4409
    TOO_LARGE = 4413
    FULL = 4429


class Closed(Exception):
    """This client's socket is closed, with a code that says why; nobody else notices."""

    def __init__(self, code: Codes) -> None:
        super().__init__(code.name)
        self.code = code


class Lost(Exception):
    """The document, or the generation of it that a room holds, is no more."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Visitor:
    """Who sits at a socket: the ``ticket`` she came in with (secret), her id, what others are told of her.

    Each is itself alone: the same person at two sockets is two visitors.
    """

    ticket: str = field(repr=False)
    who: int
    face: Mapping[str, Any]
    may_write: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A document as it is kept: ``key`` names it to the keeper from now on, ``mark`` is the last update."""

    key: int
    generation: str
    updates: Sequence[bytes]
    mark: int


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What has happened to a kept document since a mark: updates (with their ids), and its generation."""

    generation: str
    updates: Sequence[tuple[int, bytes]] = ()


class Keeper(Protocol):
    """Keeps documents. Each call may take as long as a database does; none blocks the loop."""

    async def admit(self, name: str, *, ticket: str) -> Visitor:
        """Who may enter the room ``name``. Raises Closed."""

    async def ask_again(self, name: str, visitors: Collection[Visitor]) -> Mapping[Visitor, Visitor | Codes]:
        """Each visitor as she is now, or why she has to go."""

    async def open(self, name: str) -> Opened:
        """The document of a room, made and stored if there is none. Raises Closed."""

    async def store(self, key: int, generation: str, update: bytes, writers: Collection[int]) -> int:
        """Keep an update of those people; its id, once it is on disk. Raises Lost."""

    async def look(self, marks: Mapping[int, int]) -> Mapping[int, News]:
        """What is new for documents by key, after a mark each; one that is missing in the answer is gone."""

    async def pause(self, key: int) -> None:
        """Nobody has typed for a while, though somebody is there; or for long without one."""

    async def leave(self, key: int) -> None:
        """The last one has left; all updates are stored."""

    async def spoilt(self, key: int) -> None:
        """The document cannot be used any more: the next one is a new generation."""
