"""Pages of visitors, kept for a few seconds: the same page for everybody who is nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from practica.core.ledger.queries import latest_fact
from practica.kit.ui.remembering import Memory

Respond = Callable[[HttpRequest], HttpResponse]
# How old a kept page may be. Facts end it at once; this is for what happens without one (somebody read it).
SECONDS = 10.0
MOST_BYTES = 16 * 1024 * 1024
LARGEST = 256 * 1024
# Where programs ask; the first must not even ask the database.
NOT_PAGES = ("/healthz", "/readyz", "/api/")


@dataclass(frozen=True)
class Kept:
    """An answer as it went out, the fact that was the latest, and when (monotonic seconds)."""

    body: bytes
    headers: dict[str, str]
    fact: int
    at: float

    def __len__(self) -> int:
        return len(self.body)


memory: Memory[Kept] = Memory(MOST_BYTES)


class VisitorPagesMiddleware:
    """Answers a visitor with the page the last visitor got, as long as nothing was written since.

    Nobody signed in is ever answered from here, nor kept: a request with any cookie or token goes its way. So
    does what is no whole page, sets a cookie (a form's token is one person's) or says it is private.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The kept page, or a fresh one."""
        if not _is_plain_visit(request):
            return self.respond(request)
        key = (
            connection.settings_dict["NAME"], request.get_host(), request.get_full_path(),
            request.headers.get("Accept-Language") if len(settings.LANGUAGES) > 1 else "",
        )  # fmt: skip
        fact, now = latest_fact(), time.monotonic()
        kept = memory.get(key)
        if kept is not None and kept.fact == fact and now - kept.at < SECONDS:
            return HttpResponse(kept.body, headers=kept.headers)
        response = self.respond(request)
        if _is_for_everybody(response):
            memory.keep(key, Kept(response.content, dict(response.headers), fact, now))
        return response


def _is_plain_visit(request: HttpRequest) -> bool:
    # First what nearly everybody signed in is known by.
    if request.method != "GET" or request.COOKIES:
        return False
    # Two writers of PostgreSQL may commit in another order than their facts are numbered: a page just closed
    # could be taken for unchanged.
    if connection.vendor != "sqlite":
        return False
    if "Authorization" in request.headers or "HX-Request" in request.headers:
        return False
    return not request.path_info.startswith(NOT_PAGES)


def _is_for_everybody(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= LARGEST
    )
