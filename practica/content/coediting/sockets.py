"""What rooms ask of the house: rights at every step, and the database in threads of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog
from django.db import close_old_connections, connections

from practica.content.coediting import access, actions, queries
from practica.content.coediting.people import face_of, person_by_session
from practica.core.entries.models import Entry
from practica.kit.access import Invalid
from practica.kit.contracts.documents import documents
from practica.kit.live import Closed, Codes, Lost, News, Opened, Visitor

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")
THREADS = 4


class HouseKeeper:
    """Keeps live documents in the database. What each call means says :class:`practica.kit.live.Keeper`."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live-database")

    async def admit(self, name: str, *, ticket: str) -> Visitor:
        """Whoever is signed in and sees the entry; who may not write may watch."""
        return await self._ask(_admit, name, ticket)

    async def ask_again(self, name: str, visitors: Collection[Visitor]) -> Mapping[Visitor, Visitor | Codes]:
        """The same, of those who are in."""
        return await self._ask(_ask_again, name, [visitor.ticket for visitor in visitors], list(visitors))

    async def open(self, name: str) -> Opened:
        """The live document, with what was changed elsewhere since it was open last."""
        return await self._ask(_open, name)

    async def store(self, key: int, generation: str, update: bytes, writers: Collection[int]) -> int:
        """One row; committed when this returns."""
        return await self._ask(_store, key, generation, update, writers)

    async def look(self, marks: Mapping[int, int]) -> Mapping[int, News]:
        """Versions made elsewhere become edits first."""
        return await self._ask(_look, marks)

    async def pause(self, key: int) -> None:
        """What was typed becomes a version."""
        await self._ask(_save, key)

    async def leave(self, key: int) -> None:
        """What was typed becomes a version."""
        await self._ask(_save, key)

    async def spoilt(self, key: int) -> None:
        """The stored text begins a new generation."""
        await self._ask(actions.renew, key)

    def end(self) -> None:
        """Give the database back."""
        together = threading.Barrier(THREADS)

        def close() -> None:
            together.wait()  # so that each thread does it, and none twice
            connections.close_all()

        for _ in range(THREADS):
            self.threads.submit(close)
        self.threads.shutdown(wait=True)

    async def _ask(self, work: Callable[..., Answer], *arguments: Any) -> Answer:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, _with_database, work, arguments)


def _with_database(work: Callable[..., Answer], arguments: tuple[Any, ...]) -> Answer:
    close_old_connections()
    try:
        return work(*arguments)
    finally:
        close_old_connections()


def _admit(name: str, ticket: str) -> Visitor:
    visitor = _standing(name, ticket)
    if isinstance(visitor, Codes):
        raise Closed(visitor)
    return visitor


def _ask_again(name: str, tickets: list[str], visitors: list[Visitor]) -> Mapping[Visitor, Visitor | Codes]:
    # Several windows of one browser share a session: asked once.
    standings = {ticket: _standing(name, ticket) for ticket in set(tickets)}
    return {visitor: standings[visitor.ticket] for visitor in visitors}


def _standing(name: str, ticket: str) -> Visitor | Codes:
    """Who the session is and what she may in this room now, or why she may not be there."""
    person = person_by_session(ticket)
    if person.pk is None:
        return Codes.SIGNED_OUT
    entry = Entry.objects.visible_to(person).filter(uid=name, kind__in=list(documents())).first()
    if entry is None:
        return Codes.MISSING
    may_write = access.can_write(person, entry)
    return Visitor(ticket=ticket, who=person.pk, face=face_of(person), may_write=may_write)


def _open(name: str) -> Opened:
    entry = queries.entry_called(name)
    if entry is None:
        raise Closed(Codes.MISSING)
    try:
        live = actions.open_document(entry)
        actions.catch_up(live.pk)
    except actions.Gone:
        raise Closed(Codes.MISSING) from None
    except Invalid:
        raise Closed(Codes.TOO_LARGE) from None
    rows = queries.updates(live)
    mark = rows[-1].id if rows else 0
    return Opened(key=live.pk, generation=live.generation, updates=[row.data for row in rows], mark=mark)


def _store(key: int, generation: str, update: bytes, writers: Collection[int]) -> int:
    try:
        return actions.store(key, update, generation=generation, writers=writers)
    except actions.Gone:
        raise Lost from None


def _look(marks: Mapping[int, int]) -> Mapping[int, News]:
    for live in queries.behind(marks):
        try:
            actions.catch_up(live.pk)
        except (actions.Gone, Invalid):
            log.exception("a version from elsewhere is not in the live text", document=live.pk)
    generations = queries.generations(marks)
    rows = queries.updates_after({key: mark for key, mark in marks.items() if key in generations})
    return {key: News(generation=generations[key], updates=found) for key, found in rows.items()}


def _save(key: int) -> None:
    actions.save_what_was_left(key)
    try:
        actions.compact(key)
    except actions.Gone:
        return
