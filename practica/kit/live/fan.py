"""What is typed in one process reaches the rooms of the others.

With Redis by publish and subscribe. Updates commute, so each process keeps a copy of its own; a message that
is lost comes a moment later from what is stored. Without Redis there is one process, and nothing to do.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Mapping
from typing import Any, Protocol

import structlog

from practica.kit.live import messages
from practica.kit.live.messages import Malformed, Reader

log = structlog.get_logger(__name__)

CHANGE, STORED, PRESENCE = 1, 2, 3
CHANNEL = "practica:live:"
AGAIN_AFTER = 2.0


class Listening(Protocol):
    """A room, as far as other processes speak to it."""

    def hear_change(self, process: str, number: int, update: bytes) -> None: ...

    def hear_stored(self, process: str, number: int) -> None: ...

    def hear_presence(self, data: bytes) -> None: ...


class Fan:
    """One process alone: nobody to tell."""

    number = 0

    def change(self, name: str, update: bytes) -> None:
        """Something was typed in the room ``name`` here."""

    def stored(self, name: str, number: int) -> None:
        """All changes up to ``number`` are on disk."""

    def say(self, name: str, message: bytes) -> None:
        """A caret moved."""

    async def run(self, rooms: Mapping[str, Listening]) -> None:
        """Listen for ``rooms`` until cancelled."""
        await asyncio.Event().wait()


class RedisFan(Fan):
    """Tells the other processes through Redis."""

    def __init__(self, redis: Any) -> None:
        self.redis = redis
        self.process = secrets.token_hex(4)
        self.number = 0
        self._saying: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(maxsize=10_000)

    def change(self, name: str, update: bytes) -> None:
        """Tell of what was typed, numbered, so that it can be said to be stored."""
        self.number += 1
        self._put(name, CHANGE, update)

    def stored(self, name: str, number: int) -> None:
        """Tell that those who heard need not store it."""
        self._put(name, STORED, b"", number)

    def say(self, name: str, message: bytes) -> None:
        """Tell where a caret stands."""
        self._put(name, PRESENCE, message)

    def _put(self, name: str, kind: int, content: bytes, number: int | None = None) -> None:
        number = self.number if number is None else number
        data = b"".join(
            (
                messages.chunk(self.process.encode()),
                messages.number(kind),
                messages.number(number),
                messages.chunk(content),
            )
        )
        # Redis that does not take any more is away: what is stored is found without it.
        with contextlib.suppress(asyncio.QueueFull):
            self._saying.put_nowait((name, data))

    async def run(self, rooms: Mapping[str, Listening]) -> None:
        """Speak and listen; when Redis goes away, again when it is back."""
        while True:
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._speak())
                    both.create_task(self._listen(rooms))
            except* Exception as problem:  # noqa: BLE001 - whatever the connection says
                log.warning("redis is away", why=type(problem.exceptions[0]).__name__)
                await asyncio.sleep(AGAIN_AFTER)

    async def _speak(self) -> None:
        while True:
            name, data = await self._saying.get()
            await self.redis.publish(CHANNEL + name, data)

    async def _listen(self, rooms: Mapping[str, Listening]) -> None:
        async with self.redis.pubsub() as heard:
            await heard.psubscribe(CHANNEL + "*")
            async for message in heard.listen():
                if message["type"] != "pmessage":
                    continue
                room = rooms.get(message["channel"].decode().removeprefix(CHANNEL))
                if room is not None:
                    with contextlib.suppress(Malformed):
                        self._hear(room, message["data"])

    def _hear(self, room: Listening, data: bytes) -> None:
        reader = Reader(data)
        process, kind = reader.chunk().decode(), reader.number()
        number, content = reader.number(), reader.chunk()
        if process == self.process:
            return
        if kind == CHANGE:
            room.hear_change(process, number, content)
        elif kind == STORED:
            room.hear_stored(process, number)
        elif kind == PRESENCE:
            room.hear_presence(content)
