"""Per-request settings of the person, and errors that speak."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from practica.kit.access import Refused

Respond = Callable[[HttpRequest], HttpResponse]


class PersonalSettingsMiddleware:
    """The language and time zone of whoever is signed in; the browser's language otherwise."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language and time."""
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        language = (request.user.language if signed_in else "") or translation.get_language_from_request(request)
        translation.activate(language)
        zone = request.user.time_zone if signed_in else ""
        if zone in zoneinfo.available_timezones() if zone else False:
            timezone.activate(zone)
        else:
            timezone.deactivate()
        response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        if signed_in:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class ErrorsSpeakMiddleware:
    """Turns a refusal raised by an action into a page that says why."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; refusals come through :meth:`process_exception`."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """403 with the sentence of the refusal."""
        if isinstance(problem, Refused) and not request.path.startswith("/api/"):
            return render(request, "403.html", {"sentence": str(problem)}, status=403)
        return None
