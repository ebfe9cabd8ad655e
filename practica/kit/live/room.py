"""A room: one document and the people in it.

Nothing here waits for anything. A client's mistakes are her own: they raise here and close her socket.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection

from pycrdt import Doc

from practica.kit.live import messages
from practica.kit.live.batches import UNCONFIRMED, Batches
from practica.kit.live.client import Client
from practica.kit.live.fan import Fan
from practica.kit.live.keeper import Closed, Codes, Keeper, News, Opened, Visitor
from practica.kit.live.limits import Limits
from practica.kit.live.measure import Measure
from practica.kit.live.messages import EMPTY_STATE, EMPTY_UPDATE, Malformed
from practica.kit.live.presence import Presences

# What pycrdt raises when Yjs itself fails; it is no Exception, and its class cannot be imported.
PANIC = "PanicException"


class Spoilt(Exception):
    """The copy in memory cannot be used any more; what is stored is whole."""


class Room:
    """The document called ``name``, open."""

    def __init__(
        self, name: str, opened: Opened, *, keeper: Keeper, fan: Fan, measure: Measure, limits: Limits
    ) -> None:
        self.name, self.key, self.generation, self.mark = name, opened.key, opened.generation, opened.mark
        self.keeper, self.fan, self.measure, self.limits = keeper, fan, measure, limits
        self.document: Doc = Doc()
        self.clients: set[Client] = set()
        self.presences = Presences(limits)
        self.typed = self.first_typed = 0.0
        self._events: list[bytes] = []
        for update in opened.updates:
            self.document.apply_update(update)
        measure.begin(self.document)
        self._watching = self.document.observe(lambda event: self._events.append(event.update))
        self._batches = Batches(
            every=limits.batch,
            store=self._store,
            clients=self.clients,
            lost=lambda: self.close(Codes.STALE),
        )

    # People

    def join(self, client: Client, *, generation: str) -> None:
        """Let ``client`` in, who has a copy of ``generation`` ("": none yet). Raises Closed."""
        if generation and generation != self.generation:
            raise Closed(Codes.STALE)
        own = sum(other.who == client.who for other in self.clients)
        if len(self.clients) >= self.limits.clients or own >= self.limits.windows:
            raise Closed(Codes.FULL)
        self.clients.add(client)
        client.brings_nothing = not generation
        client.send(self.standing_of(client.visitor))
        client.send(messages.state(self.document.get_state()))
        if said := self.presences.said():
            client.send(messages.presence(said))

    def standing_of(self, visitor: Visitor) -> bytes:
        """The message that tells ``visitor`` what she may do here."""
        return messages.standing(visitor.may_write, self.generation)

    def leave(self, client: Client) -> None:
        """``client`` is gone; what she typed is stored all the same."""
        self.clients.discard(client)
        if told := self.presences.leave(client):
            self._tell(messages.presence(told))
            self.fan.say(self.name, messages.presence(told))

    def close(self, code: Codes) -> None:
        """Send everybody away."""
        for client in self.clients:
            client.close(code)

    # What clients say

    def receive(self, client: Client, data: bytes) -> None:
        """Do what ``client`` says. Raises Closed when she may not, Malformed when it is nothing."""
        message = messages.read(data)
        if isinstance(message, messages.Change):
            self._change(client, message)
        elif isinstance(message, messages.State):
            self._answer(client, message.vector)
        elif isinstance(message, messages.Presence):
            told = self.presences.hear(message.states, owner=client, face=client.visitor.face)
            if told:
                self._tell(messages.presence(told), but=client)
                self.fan.say(self.name, messages.presence(told))
        elif said := self.presences.said():
            client.send(messages.presence(said))

    def _answer(self, client: Client, vector: bytes) -> None:
        if client.brings_nothing and vector != EMPTY_STATE:
            # A copy of she does not know what: merged, the text could stand there twice.
            raise Closed(Codes.STALE)
        client.brings_nothing = False
        try:
            update = self.document.get_update(vector)
        except ValueError as problem:
            raise Malformed from problem
        client.send(messages.answer(update))

    def _change(self, client: Client, message: messages.Change) -> None:
        update = message.update
        if message.is_answer:
            # She may come from a process that ended: what it told us of her, and had not stored, is ours.
            self._batches.adopt()
        if update != EMPTY_UPDATE:
            if not client.visitor.may_write:
                if self.measure.would_change(self.document, update):
                    raise Closed(Codes.REFUSED)
            else:
                if not self.measure.fits(self.document, update):
                    raise Closed(Codes.TOO_LARGE)
                self._type(client, update)
        client.received += 1
        self._batches.wake()

    def _type(self, client: Client, update: bytes) -> None:
        changes = self._apply(update)
        if not changes:
            return
        self._batches.add(changes, writer=client.who)
        self.typed = time.monotonic()
        self.first_typed = self.first_typed or self.typed
        for change in changes:
            self._tell(messages.change(change), but=client)
            self.fan.change(self.name, change)

    def _apply(self, update: bytes) -> list[bytes]:
        """Apply ``update``; what changed by it. Raises Malformed."""
        self._events.clear()
        try:
            self.document.apply_update(update)
        except ValueError as problem:
            raise Malformed from problem
        except BaseException as problem:
            if type(problem).__name__ == PANIC:
                raise Spoilt from problem
            raise
        changes, self._events = self._events, []
        return changes

    def _tell(self, message: bytes, *, but: Client | None = None) -> None:
        for client in self.clients:
            if client is not but:
                client.send(message)

    # What happens elsewhere

    def hear(self, news: News) -> None:
        """Take over what is stored and is not known here: from outside, or from another process."""
        for number, update in news.updates:
            self.mark = max(self.mark, number)
            for change in self._apply(update):
                self._tell(messages.change(change))
        if news.generation != self.generation:
            self.close(Codes.STALE)

    def hear_change(self, process: str, number: int, update: bytes) -> None:
        """Take over what was typed in another process, which stores it; if it does not, we do."""
        try:
            changes = self._apply(update)
        except Malformed:
            return
        self._batches.add_from_afar(process, number, update)
        for change in changes:
            self._tell(messages.change(change))

    def hear_stored(self, process: str, number: int) -> None:
        """Another process has stored its changes up to ``number``."""
        self._batches.confirm(process, number)

    def hear_presence(self, data: bytes) -> None:
        """Take over carets of another process."""
        with contextlib.suppress(Malformed):
            message = messages.read(data)
            if isinstance(message, messages.Presence) and (
                told := self.presences.hear_from_afar(message.states)
            ):
                self._tell(messages.presence(told))

    def tidy(self) -> None:
        """Forget carets nobody speaks for; store what another process should have stored."""
        if told := self.presences.tidy():
            self._tell(messages.presence(told))
        self._batches.adopt(older_than=UNCONFIRMED)

    # Disk

    @property
    def pause_is_due(self) -> bool:
        """Whether what was typed has waited long enough to become a version."""
        now = time.monotonic()
        if not self.first_typed:
            return False
        return now - self.typed > self.limits.quiet or now - self.first_typed > self.limits.unquiet

    def paused(self) -> None:
        """What was typed until now has become a version."""
        self.first_typed = 0.0

    async def stored(self) -> None:
        """Wait until all that was typed is on disk."""
        await self._batches.stored()

    async def end(self) -> None:
        """Stop storing; to be called when all is stored, or never will be."""
        await self._batches.end()
        self.document.unobserve(self._watching)

    async def _store(self, update: bytes, writers: Collection[int]) -> None:
        told = self.fan.number
        await self.keeper.store(self.key, self.generation, update, writers)
        self.fan.stored(self.name, told)
