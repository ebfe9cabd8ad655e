"""Text a database cannot keep never gets past the door: NUL characters and halves of characters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"
Respond = Callable[[HttpRequest], HttpResponse]


def is_wellformed(value: Any) -> bool:
    """Whether every text in ``value`` (as JSON gives it: lists, dicts, texts) can be stored and shown."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if NUL in one or not _encodes(one):
                return False
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
    return True


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class WellFormedMiddleware:
    """Refuses addresses and cookies with NUL characters; drops them from forms, as browsers do from pages.

    Nobody types them, and PostgreSQL refuses them with an error that would look like a fault of ours.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raises BadRequest, which becomes a 400 page; a visitor's, as no session was read yet."""
        address = "%00" in request.META.get("QUERY_STRING", "") or NUL in request.path_info
        if address or any(NUL in value for value in request.COOKIES.values()):
            request.user = AnonymousUser()
            raise BadRequest("The address or a cookie holds a NUL character.")
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Clean a form the CSRF check has read already. Other bodies are not touched."""
        if request.method != "POST" or not any(
            NUL in name or any(NUL in value for value in values) for name, values in request.POST.lists()
        ):
            return
        clean = request.POST.copy()
        clean.clear()
        for name, values in request.POST.lists():
            clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
        clean._mutable = False
        request.POST = clean  # type: ignore[assignment]
