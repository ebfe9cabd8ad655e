"""What was typed in a room and is not on disk yet: stored together every half second, then acknowledged.

Storing that fails is tried again, and nothing is acknowledged meanwhile. What another process said it would
store, and did not, is stored here.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence

import structlog
from pycrdt import merge_updates

from practica.kit.live.client import Client
from practica.kit.live.keeper import Lost

log = structlog.get_logger(__name__)

# Seconds after which storing is tried again, and what another process did not say to be stored is.
RETRY = 1.0
UNCONFIRMED = 3.0

Store = Callable[[bytes, Collection[int]], Awaitable[None]]


class Batches:
    """Stores by ``store(update, writers)``; ``lost`` is called when there is nothing left to store into."""

    def __init__(
        self, *, every: float, store: Store, clients: Collection[Client], lost: Callable[[], None]
    ) -> None:
        self.every, self.store, self.clients, self.lost = every, store, clients, lost
        self._pending: list[bytes] = []
        self._writers: set[int] = set()
        # Changes that other processes made and have not said to be on disk: (when, whose, number, update).
        self._unconfirmed: deque[tuple[float, str, int, bytes]] = deque()
        self._dirty = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._storing = asyncio.create_task(self._store_on_and_on())

    def add(self, changes: Sequence[bytes], *, writer: int) -> None:
        """Something was typed by ``writer``."""
        self._pending += changes
        self._writers.add(writer)
        self._idle.clear()
        self._dirty.set()

    def wake(self) -> None:
        """Something came that may have to be acknowledged, though it was nothing new."""
        self._dirty.set()

    def add_from_afar(self, process: str, number: int, update: bytes) -> None:
        """Another process says what was typed there, and is about to store it."""
        self._unconfirmed.append((time.monotonic(), process, number, update))

    def confirm(self, process: str, number: int) -> None:
        """Another process has stored its changes up to ``number``."""
        kept = (one for one in self._unconfirmed if one[1] != process or one[2] > number)
        self._unconfirmed = deque(kept)

    def adopt(self, *, older_than: float = 0.0) -> None:
        """Store what other processes said so many seconds ago and have not stored."""
        latest = time.monotonic() - older_than
        while self._unconfirmed and self._unconfirmed[0][0] <= latest:
            self._pending.append(self._unconfirmed.popleft()[3])
            self._idle.clear()
            self._dirty.set()

    async def stored(self) -> None:
        """Wait until all that is known here is on disk."""
        self.adopt()
        await self._idle.wait()

    async def end(self) -> None:
        """Stop; to be called when all is stored, or never will be."""
        self._storing.cancel()
        await asyncio.gather(self._storing, return_exceptions=True)

    async def _store_on_and_on(self) -> None:
        while True:
            await self._dirty.wait()
            await asyncio.sleep(self.every)
            self._dirty.clear()
            try:
                await self._store_once()
            except Lost:
                self._pending.clear()
                self._idle.set()
                self.lost()
            except Exception:  # noqa: BLE001 - whatever the keeper says: what is typed is kept and tried again
                log.exception("not stored, trying again")
                self._dirty.set()
                await asyncio.sleep(RETRY)

    async def _store_once(self) -> None:
        counts = [(client, client.received) for client in self.clients]
        batch, writers = list(self._pending), set(self._writers)
        if batch:
            await self.store(merge_updates(*batch) if len(batch) > 1 else batch[0], writers)
            del self._pending[: len(batch)]
            if not self._pending:
                self._writers -= writers
        for client, count in counts:
            client.acknowledge(count)
        if not self._pending:
            self._idle.set()
