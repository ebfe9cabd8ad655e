"""The socket server: who knocks is asked where she comes from and who she is, then heard until she leaves."""

from __future__ import annotations

import asyncio
import http
import re
import signal
import socket
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import structlog
from django.http import parse_cookie
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from practica.kit.live.client import Client
from practica.kit.live.hall import Hall
from practica.kit.live.keeper import Closed, Codes
from practica.kit.live.messages import Malformed
from practica.kit.live.room import Room, Spoilt

log = structlog.get_logger(__name__)

ALIVE = "/alive"
ROOM = re.compile(r"/doc/([0-9a-z]{1,40})")
# Seconds for a browser to answer a ping, and between pings: a closed laptop is noticed within a minute.
PING = 20.0
LAST_WORDS = 5.0


class SocketServer:
    """Listens for browsers, for rooms of ``hall``.

    ``cookie`` names the one that says who somebody is; ``comes_from_here`` says whether an Origin is a page
    of this site. With ``idle`` it ends after so many seconds in which nobody was in a room.
    """

    def __init__(
        self, hall: Hall, *, cookie: str, comes_from_here: Callable[[str], bool], idle: float = 0.0
    ) -> None:
        self.hall, self.cookie, self.comes_from_here, self.idle = hall, cookie, comes_from_here, idle
        self.stopping = asyncio.Event()

    async def run(self, listening: socket.socket, *, until_signal: bool = True) -> None:
        """Serve on ``listening`` until SIGTERM or SIGINT, :meth:`stop`, or nobody has come for long."""
        loop = asyncio.get_running_loop()
        if until_signal:
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self.stop)
        limits = self.hall.limits
        self.hall.begin()
        async with serve(
            self._heard,
            sock=listening,
            process_request=self._knocked,
            max_size=limits.message,
            # What is read ahead of us, of one client: her messages wait in the socket otherwise.
            max_queue=16,
            compression=None,
            ping_interval=PING,
            ping_timeout=PING,
            close_timeout=LAST_WORDS,
            server_header=None,
        ) as server:
            await self._until_the_end()
            # No new ones from here on; those who are here hear why they have to go.
            server.close(close_connections=False)
            await self.hall.end()
            await asyncio.sleep(0)

    def stop(self) -> None:
        """End, keeping what was typed."""
        self.stopping.set()

    async def _until_the_end(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self.stopping.wait(), 1.0)
                return
            except TimeoutError:
                quiet = time.monotonic() - self.hall.used
                if self.idle and self.hall.is_empty and quiet > self.idle:
                    return

    def _knocked(self, connection: ServerConnection, request: Request) -> Response | None:
        """Before the handshake: pages of other sites come no further."""
        path = urlsplit(request.path).path
        if path.endswith(ALIVE):
            return connection.respond(http.HTTPStatus.OK, "practica live\n")
        if not self.comes_from_here(request.headers.get("Origin", "")):
            return connection.respond(http.HTTPStatus.FORBIDDEN, "Only pages of this site may ask.\n")
        return None

    async def _heard(self, connection: ServerConnection) -> None:
        request = connection.request
        assert request is not None
        address = urlsplit(request.path)
        named = ROOM.search(address.path)
        generation = parse_qs(address.query).get("gen", [""])[0]
        try:
            if named is None:
                raise Closed(Codes.MISSING)
            self.hall.used = time.monotonic()
            visitor = await self.hall.keeper.admit(named[1], ticket=self._ticket(request))
            client = Client(connection, visitor, self.hall.limits)
            room = await self.hall.enter(named[1], client, generation=generation)
        except Closed as closed:
            await connection.close(int(closed.code), closed.code.name.lower())
            return
        except Exception:  # noqa: BLE001 - the database is away, perhaps: she comes again by herself
            log.exception("could not let somebody in")
            await connection.close(int(Codes.TRY_AGAIN), Codes.TRY_AGAIN.name.lower())
            return
        await self._attend(connection, client, room)

    async def _attend(self, connection: ServerConnection, client: Client, room: Room) -> None:
        pump = asyncio.create_task(client.pump())
        try:
            await self._listen(connection, client, room)
        except Closed as closed:
            client.close(closed.code)
        except Malformed:
            client.close(Codes.MALFORMED)
        except Spoilt:
            self.hall.drop(room)
        except ConnectionClosed:
            pass
        except Exception:  # noqa: BLE001 - hers alone, whatever it is: the others go on
            log.exception("a socket failed", room=room.name)
            client.close(Codes.BROKEN)
        finally:
            self.hall.leave(room, client)
            if client.closing is not None:
                # The reason is still to be sent.
                await asyncio.wait([pump], timeout=LAST_WORDS)
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)

    async def _listen(self, connection: ServerConnection, client: Client, room: Room) -> None:
        pace = self.hall.pace_of(client.who)
        async for data in connection:
            if isinstance(data, str):
                raise Malformed
            if client.closing is not None:
                return
            if wait := pace.wait():
                await asyncio.sleep(wait)
            if client.rights_are_old:
                await self.hall.ask_again(room, [client])
                if client.closing is not None:
                    return
            began = time.monotonic()
            room.receive(client, data)
            pace.took(time.monotonic() - began)

    def _ticket(self, request: Request) -> str:
        cookies: dict[str, str] = {}
        for line in request.headers.get_all("Cookie"):
            cookies |= parse_cookie(line)
        return cookies.get(self.cookie, "")
