"""One socket in a room: what waits to be sent to it, what it has sent, and what it may."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Protocol

from practica.kit.live import messages
from practica.kit.live.keeper import Codes, Visitor
from practica.kit.live.limits import Limits


class Socket(Protocol):
    """A connection, as a client uses it."""

    async def send(self, message: bytes) -> None: ...

    async def close(self, code: int = 1000, reason: str = "") -> None: ...


class Client:
    """Somebody at a socket. What is sent to her waits here, so that a slow line holds up nobody else."""

    def __init__(self, socket: Socket, visitor: Visitor, limits: Limits) -> None:
        self.socket, self.visitor, self.limits = socket, visitor, limits
        self.asked = time.monotonic()
        self.received = self.acknowledged = 0
        # Whether she said that she has no copy of the document yet; asked once.
        self.brings_nothing = False
        self.closing: Codes | None = None
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._more = asyncio.Event()

    @property
    def who(self) -> int:
        """Whose it is."""
        return self.visitor.who

    @property
    def rights_are_old(self) -> bool:
        """Whether her rights have to be asked about before anything of hers is taken."""
        return time.monotonic() - self.asked > self.limits.oldest_rights

    def send(self, message: bytes) -> None:
        """Let ``message`` be sent after what waits. One who reads too slowly is sent away, to come back."""
        if self.closing is not None:
            return
        self._waiting.append(message)
        self._bytes += len(message)
        if len(self._waiting) > self.limits.waiting or self._bytes > self.limits.waiting_bytes:
            self.close(Codes.TRY_AGAIN)
        self._more.set()

    def acknowledge(self, count: int) -> None:
        """Tell her that her first ``count`` changes are on disk, unless she knows."""
        if count > self.acknowledged:
            self.acknowledged = count
            self.send(messages.saved(count))

    def close(self, code: Codes) -> None:
        """Close her socket once what waits is sent; ``code`` says why. The first reason counts."""
        if self.closing is None:
            self.closing = code
            if code == Codes.TRY_AGAIN:
                self._waiting.clear()
            self._more.set()

    async def pump(self) -> None:
        """Send what waits, until the end."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self._waiting:
                message = self._waiting.popleft()
                self._bytes -= len(message)
                await self.socket.send(message)
            if self.closing is not None:
                await self.socket.close(int(self.closing), self.closing.name.lower())
                return
