"""Asking a service of somebody else over HTTP: never for long, never somewhere else, not again too soon."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Mapping
from functools import lru_cache
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit


class ServiceAway(Exception):
    """The service does not answer now; it may answer later."""


class Breaker:
    """Keeps us from asking again too soon: half a minute after a failure, ten minutes after many."""

    FIRST, LONGEST = 30.0, 600.0

    def __init__(self) -> None:
        self._wait, self._until = self.FIRST, 0.0

    def demand_closed(self) -> None:
        """Raise ServiceAway while nobody should ask."""
        if time.monotonic() < self._until:
            raise ServiceAway("The service failed a moment ago; it is asked again later.")

    def failed(self) -> None:
        """Do not ask for a while, longer each time."""
        self._until = time.monotonic() + self._wait
        self._wait = min(self._wait * 2, self.LONGEST)

    def worked(self) -> None:
        """All is well again."""
        self._wait, self._until = self.FIRST, 0.0


def is_address(url: str) -> bool:
    """Whether ``url`` can be asked."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def ending_with(url: str, path: str) -> str:
    """``url`` with ``path`` behind it, unless it stands there already."""
    return url.rstrip("/") if url.rstrip("/").endswith(path) else url.rstrip("/") + path


def post(url: str, asked: Mapping[str, Any], *, key: str, within: float, longest: int) -> Any:
    """What the service answers to ``asked``, both as JSON, within so many seconds and bytes.

    Raises OSError when it cannot be reached or refuses, ValueError when it answers too long, too slowly or no
    JSON, RecursionError for an answer folded too deeply. ``url`` was looked at by :func:`is_address`.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        url, data=json.dumps(asked).encode(), headers=headers, method="POST"
    )
    ends = time.monotonic() + within
    try:
        with _opener().open(request, timeout=within) as answer:
            read = bytearray()
            # The time-out is one of each read: a service that trickles would hold us for ever.
            while piece := answer.read1(65_536):
                read += piece
                if len(read) > longest or time.monotonic() > ends:
                    raise ValueError("the answer is too long or too slow")
    except HTTPException as problem:
        raise ValueError(f"the answer is no HTTP: {problem!r}") from None
    return json.loads(read)


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the key is meant for one address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow no redirection; the answer counts as a failure."""


@lru_cache(maxsize=1)
def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoWayRound, urllib.request.ProxyHandler({}))
