"""The rooms of one process: opened when somebody comes, watched, closed when the last one has left."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine
from weakref import WeakValueDictionary

import structlog

from practica.kit.live.client import Client
from practica.kit.live.fan import Fan
from practica.kit.live.keeper import Closed, Codes, Keeper, Visitor
from practica.kit.live.limits import Limits, Pace
from practica.kit.live.measure import Measure, SizeOf
from practica.kit.live.room import Room

log = structlog.get_logger(__name__)


class Hall:
    """All rooms, by name."""

    def __init__(self, keeper: Keeper, *, size_of: SizeOf, fan: Fan, limits: Limits) -> None:
        self.keeper, self.size_of, self.fan, self.limits = keeper, size_of, fan, limits
        self.rooms: dict[str, Room] = {}
        self.used = time.monotonic()
        # As long as one of her windows is open.
        self._paces: WeakValueDictionary[int, Pace] = WeakValueDictionary()
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._watching: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Watch over the rooms to come."""
        self._watching = [
            asyncio.create_task(self._every(self.limits.look, self._look)),
            asyncio.create_task(self._every(self.limits.rights, self._ask_about_rights)),
            asyncio.create_task(self.fan.run(self.rooms)),
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in any room, and none is being closed."""
        return not (self.rooms or self._opening or self._closing)

    def pace_of(self, who: int) -> Pace:
        """How fast the person ``who`` may send, in all rooms together."""
        return self._paces.setdefault(who, Pace(self.limits))

    async def enter(self, name: str, client: Client, *, generation: str) -> Room:
        """Let ``client`` into the room ``name``. Raises Closed."""
        while True:
            opening = self._opening.get(name)
            room = self.rooms.get(name)
            if room is None:
                if opening is None:
                    opening = self._opening[name] = asyncio.create_task(self._open(name))
                    opening.add_done_callback(lambda _done: self._opening.pop(name, None))
                # One who goes away while it is opened does not take it from the others.
                room = await asyncio.shield(opening)
            # It may have been closed again before we were woken.
            if self.rooms.get(name) is room:
                room.join(client, generation=generation)
                return room

    def leave(self, room: Room, client: Client) -> None:
        """``client`` is gone; an empty room is closed a little later, as people reload."""
        room.leave(client)
        self.used = time.monotonic()
        if not room.clients:
            self._later(self._close_if_empty(room))

    def drop(self, room: Room) -> None:
        """Forget a room whose copy in memory is spoilt; what is stored is whole, and people come back."""
        log.error("room dropped", room=room.name)
        if self.rooms.get(room.name) is room:
            del self.rooms[room.name]
        room.close(Codes.BROKEN)
        self._later(room.end())

    async def ask_again(self, room: Room, clients: list[Client]) -> None:
        """Ask what ``clients`` may now, and send away those who may no more."""
        asked = time.monotonic()
        about = [(client, client.visitor) for client in clients]
        answers = await self.keeper.ask_again(room.name, {visitor for _client, visitor in about})
        for client, visitor in about:
            if client.asked > asked:
                # Somebody asked later and heard first.
                continue
            now = answers.get(visitor, Codes.REFUSED)
            if isinstance(now, Visitor):
                if now.may_write != client.visitor.may_write:
                    client.send(room.standing_of(now))
                client.visitor, client.asked = now, asked
            else:
                client.close(now)

    async def end(self) -> None:
        """Send everybody away, to come back soon, and keep what they typed."""
        for task in self._watching:
            task.cancel()
        rooms = list(self.rooms.values())
        for room in rooms:
            room.close(Codes.GOING_AWAY)
        await asyncio.gather(*(self._keep(room) for room in rooms), return_exceptions=True)
        self.rooms.clear()

    async def _open(self, name: str) -> Room:
        opened = await self.keeper.open(name)
        measure = Measure(self.size_of, self.limits)
        room = Room(name, opened, keeper=self.keeper, fan=self.fan, measure=measure, limits=self.limits)
        if measure.depth > self.limits.depth:
            await room.end()
            await self.keeper.spoilt(opened.key)
            raise Closed(Codes.STALE)
        self.rooms[name] = room
        return room

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_if_empty(self, room: Room) -> None:
        await asyncio.sleep(self.limits.empty)
        if room.clients or self.rooms.get(room.name) is not room:
            return
        await room.stored()
        if room.clients or self.rooms.get(room.name) is not room:
            return
        # Whoever comes now opens it anew from what is stored.
        del self.rooms[room.name]
        self.used = time.monotonic()
        await self._keep(room)

    async def _keep(self, room: Room) -> None:
        await room.stored()
        await room.end()
        try:
            await self.keeper.leave(room.key)
        except Exception:  # noqa: BLE001 - what was typed is stored; it becomes a version another time
            log.exception("not saved on leaving", room=room.name)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception:  # noqa: BLE001 - the watch must outlive a database that is away
                log.exception("watch failed", work=work.__name__)

    async def _look(self) -> None:
        rooms = {room.key: room for room in self.rooms.values()}
        if not rooms:
            return
        news = await self.keeper.look({key: room.mark for key, room in rooms.items()})
        for key, room in rooms.items():
            if key in news:
                room.hear(news[key])
            else:
                room.close(Codes.MISSING)
            room.tidy()
            if room.pause_is_due:
                room.paused()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(room.stored(), 10)
                    await self.keeper.pause(key)

    async def _ask_about_rights(self) -> None:
        for room in list(self.rooms.values()):
            if room.clients:
                await self.ask_again(room, list(room.clients))
