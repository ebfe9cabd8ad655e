"""The process of co-editing: rooms, the database behind them, and the sockets in front, put together."""

from __future__ import annotations

import asyncio
import logging
import socket
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http.request import validate_host

from practica.content.coediting.sockets import HouseKeeper
from practica.kit.live import Limits
from practica.kit.live.fan import Fan, RedisFan
from practica.kit.live.hall import Hall
from practica.kit.live.server import SocketServer
from practica.kit.markup.ydoc import size_of

log = structlog.get_logger(__name__)

USUAL_PORTS = {"http": 80, "https": 443}


def serve(listening: socket.socket, *, site_port: int, idle: float = 0.0) -> None:
    """Serve sockets until told to end; with ``idle``, also after so many seconds without anybody.

    ``site_port`` is where the pages are that may ask.
    """
    # Each browser that goes away in the middle of a handshake would be a line.
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    asyncio.run(_serve(listening, site_port=site_port, idle=idle))


async def _serve(listening: socket.socket, *, site_port: int, idle: float) -> None:
    keeper = HouseKeeper()
    hall = Hall(keeper, size_of=size_of, fan=_fan(), limits=Limits())
    server = SocketServer(
        hall,
        cookie=settings.SESSION_COOKIE_NAME,
        comes_from_here=lambda origin: comes_from_here(origin, site_port=site_port),
        idle=idle,
    )
    await server.run(listening)
    keeper.end()


def comes_from_here(origin: str, *, site_port: int) -> bool:
    """Whether ``origin`` is that of this site's pages: its address, or one of its hosts at ``site_port``.

    Cookies do not know ports, so that a page of another port would come with the session of this site.
    """
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        parts = urlsplit(origin)
        port = parts.port or USUAL_PORTS.get(parts.scheme)
    except ValueError:
        return False
    if parts.scheme not in USUAL_PORTS or not parts.hostname or port != site_port:
        return False
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return validate_host(host, settings.ALLOWED_HOSTS)


def _fan() -> Fan:
    if not settings.REDIS_URL:
        return Fan()
    import redis.asyncio  # here: sites of one process do without it

    # No limit on reading: a subscription waits until something is said.
    return RedisFan(redis.asyncio.Redis.from_url(settings.REDIS_URL, health_check_interval=30))
