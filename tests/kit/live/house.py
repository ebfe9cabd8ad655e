"""A keeper that keeps in memory, and a server of rooms on a free port of this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pycrdt import Doc

from practica.config.listening import listen
from practica.kit.live import Closed, Codes, Limits, Lost, News, Opened, Visitor
from practica.kit.live.fan import Fan
from practica.kit.live.hall import Hall
from practica.kit.live.server import SocketServer
from practica.kit.markup import parse
from practica.kit.markup.ydoc import apply_as_edit, document_from, into_ydoc, size_of
from tests.kit.live.writers import Writer

ORIGIN = "http://here.example"
QUICK = Limits(batch=0.05, look=0.1, rights=0.1, empty=0.2)


@dataclass
class MemoryKeeper:
    """Documents in memory, by name; people by ticket. ``broken`` makes storing fail."""

    text: str = "Some words."
    people: dict[str, Visitor] = field(default_factory=dict)
    rows: dict[int, list[bytes]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    generations: dict[int, str] = field(default_factory=dict)
    writers: list[set[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    paused: list[int] = field(default_factory=list)
    broken: bool = False

    async def admit(self, name: str, *, ticket: str) -> Visitor:
        """Whoever has a ticket."""
        if ticket not in self.people:
            raise Closed(Codes.SIGNED_OUT)
        return replace(self.people[ticket])

    async def ask_again(self, name: str, visitors: Collection[Visitor]) -> Mapping[Visitor, Visitor | Codes]:
        """As the list says now."""
        return {
            one: replace(self.people[one.ticket]) if one.ticket in self.people else Codes.SIGNED_OUT
            for one in visitors
        }

    async def open(self, name: str) -> Opened:
        """Built once."""
        if name == "none":
            raise Closed(Codes.MISSING)
        if name not in self.names:
            document: Doc = Doc()
            into_ydoc(parse(self.text), document)
            key = self.names[name] = len(self.names) + 1
            self.rows[key], self.generations[key] = [document.get_update()], "first"
        key = self.names[name]
        rows = self.rows[key]
        return Opened(key=key, generation=self.generations[key], updates=list(rows), mark=len(rows))

    async def store(self, key: int, generation: str, update: bytes, writers: Collection[int]) -> int:
        """One more row."""
        await asyncio.sleep(0.01)
        if self.broken:
            raise OSError("The disk is full.")
        if self.generations.get(key) != generation:
            raise Lost
        self.rows[key].append(update)
        self.writers.append(set(writers))
        return len(self.rows[key])

    async def look(self, marks: Mapping[int, int]) -> Mapping[int, News]:
        """Rows after a mark."""
        return {
            key: News(
                generation=self.generations[key],
                updates=[(n, row) for n, row in enumerate(self.rows[key], 1) if n > mark],
            )
            for key, mark in marks.items()
            if key in self.generations
        }

    async def pause(self, key: int) -> None:
        """Noted."""
        self.paused.append(key)

    async def leave(self, key: int) -> None:
        """Noted."""
        self.left.append(key)

    async def spoilt(self, key: int) -> None:
        """The text again, as another generation."""
        document: Doc = Doc()
        into_ydoc(parse(self.text), document)
        self.rows[key], self.generations[key] = [document.get_update()], "second"

    # For tests

    def let_in(self, name: str, *, may_write: bool = True) -> None:
        """Give ``name`` a ticket, which is her name."""
        who = sum(map(ord, name))
        self.people[name] = Visitor(ticket=name, who=who, face={"name": name}, may_write=may_write)

    def stored(self, name: str = "room") -> Doc:
        """What is on disk."""
        return document_from(self.rows[self.names[name]])

    def save_elsewhere(self, markdown: str, name: str = "room") -> None:
        """A version made elsewhere comes in as an edit."""
        document = self.stored(name)
        before = document.get_state()
        apply_as_edit(document, parse(markdown))
        self.rows[self.names[name]].append(document.get_update(before))


@dataclass
class House:
    """A running server."""

    keeper: MemoryKeeper
    hall: Hall
    port: int

    def writer(self, name: str, *, room: str = "room", **more: Any) -> Writer:
        """Somebody who comes."""
        return Writer(f"ws://127.0.0.1:{self.port}/doc", room, session=name, **{"origin": ORIGIN, **more})


@contextlib.asynccontextmanager
async def a_house(
    *names: str, keeper: MemoryKeeper | None = None, limits: Limits = QUICK, fan: Fan | None = None
) -> AsyncIterator[House]:
    """A server that lets in ``names``."""
    keeper = keeper or MemoryKeeper()
    for name in names:
        keeper.let_in(name)
    hall = Hall(keeper, size_of=size_of, fan=fan or Fan(), limits=limits)
    server = SocketServer(hall, cookie="sessionid", comes_from_here=lambda origin: origin == ORIGIN)
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    running = asyncio.create_task(server.run(listening, until_signal=False))
    try:
        yield House(keeper, hall, port)
    finally:
        server.stop()
        await asyncio.wait_for(running, 20)
