"""People who edit together, as a browser would: a Yjs document of their own and a socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from practica.kit.live import messages
from practica.kit.live.messages import Reader
from practica.kit.markup import to_markdown
from practica.kit.markup.ydoc import FRAGMENT, from_ydoc


class Writer:
    """Somebody with an open editor. It connects again as browsers do, unless it is told not to come back."""

    def __init__(self, url: str, room: str, *, session: str = "", origin: str, generation: str = "") -> None:
        self.url, self.room, self.session, self.origin = url, room, session, origin
        self.generation = generation
        self.document: Doc = Doc()
        self.fragment = self.document.get(FRAGMENT, type=XmlFragment)
        self.socket: ClientConnection | None = None
        self.sent = self.saved = 0
        self.may_write: bool | None = None
        self.synced = asyncio.Event()
        self.code: int | None = None
        self.carets: dict[int, Any] = {}
        self.heard_at: list[float] = []
        self._outbox: list[bytes] = []
        self._applying = False
        self._task: asyncio.Task[None] | None = None
        self.document.observe(self._on_change)

    # The line

    async def __aenter__(self) -> Writer:
        self._task = asyncio.create_task(self._stay())
        return self

    async def __aexit__(self, *_why: object) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self.socket:
            await self.socket.close()

    @property
    def is_saved(self) -> bool:
        """Whether all she typed is said to be on disk."""
        return self.socket is not None and self.synced.is_set() and self.saved == self.sent

    async def until(self, what: Any, *, seconds: float = 20.0) -> None:
        """Wait until ``what()`` holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not what():
                await asyncio.sleep(0.01)

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(OSError, ConnectionClosed, TimeoutError, EOFError):
                await self._be_connected()
            self.socket = None
            if self.code is not None and self.code >= 4400:
                return
            await asyncio.sleep(0.1)

    async def _be_connected(self) -> None:
        self.synced.clear()
        self.sent = self.saved = 0
        address = f"{self.url}/{self.room}?gen={self.generation}"
        cookie = {"Cookie": f"sessionid={self.session}"} if self.session else {}
        async with connect(
            address, origin=self.origin, additional_headers=cookie, compression=None, max_size=None
        ) as socket:
            self.socket = socket
            try:
                await socket.send(messages.state(self.document.get_state()))
                async for data in socket:
                    assert isinstance(data, bytes)
                    await self._hear(socket, data)
            finally:
                self.code = socket.close_code

    async def _hear(self, socket: ClientConnection, data: bytes) -> None:
        reader = Reader(data)
        match reader.number():
            case messages.SAVED:
                self.saved = reader.number()
            case messages.STANDING:
                self.may_write = reader.number() == 1
                self.generation = reader.chunk().decode()
            case messages.PRESENCE:
                inner = Reader(reader.chunk())
                for _ in range(inner.number()):
                    client, _clock, said = inner.number(), inner.number(), json.loads(inner.chunk())
                    self.carets[client] = said
            case messages.SYNC:
                step, content = reader.number(), reader.chunk()
                if step == messages.STEP_1:
                    await self.send_change(messages.answer(self.document.get_update(content)))
                    return
                self._applying = True
                self.document.apply_update(content)
                self._applying = False
                self.heard_at.append(time.perf_counter())
                if step == messages.STEP_2:
                    self.synced.set()

    async def send_change(self, message: bytes) -> None:
        """Send a step 2 or an update, counted."""
        if self.socket is not None:
            self.sent += 1
            await self.socket.send(message)

    def _on_change(self, event: Any) -> None:
        if not self._applying:
            self._outbox.append(event.update)

    async def flush(self) -> None:
        """Send what was changed here; what cannot be sent now is told on connecting again."""
        while self._outbox:
            update = self._outbox.pop(0)
            if self.socket is not None and self.synced.is_set():
                with contextlib.suppress(ConnectionClosed):
                    await self.send_change(messages.change(update))

    # The text

    def line(self, number: int) -> XmlText:
        """The words of a block."""
        return self.fragment.children[number].children[0]  # type: ignore[return-value]

    async def type(self, letters: str, *, line: int = 0, pause: float = 0.0) -> None:
        """Type at the end of a block, letter by letter."""
        for letter in letters:
            text = self.line(line)
            text.insert(len(text), letter)
            await self.flush()
            await asyncio.sleep(pause)

    async def paragraph(self, words: str) -> int:
        """Write a new block at the end; its number."""
        with self.document.transaction():
            block = XmlElement("paragraph")
            self.fragment.children.append(block)
            text = XmlText("")
            block.children.append(text)
            text.insert(0, words)
        await self.flush()
        return len(self.fragment.children) - 1

    async def caret(self, **state: Any) -> None:
        """Say where she is."""
        said = json.dumps(state).encode()
        content = (
            messages.number(1)
            + messages.number(self.document.client_id)
            + messages.number(int(time.time()))
            + messages.chunk(said)
        )
        assert self.socket is not None
        await self.socket.send(messages.presence(content))

    @property
    def markdown(self) -> str:
        """What she sees."""
        return to_markdown(from_ydoc(self.document))
