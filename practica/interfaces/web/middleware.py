"""Per-request settings of the person, what may be cached for whom, and errors that speak."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from practica.interfaces.web.views import errors
from practica.kit.access import Invalid, Refused, Stale

Respond = Callable[[HttpRequest], HttpResponse]

VISITOR_PAGES_VARY = ["Cookie", "Accept-Language"] if len(settings.LANGUAGES) > 1 else ["Cookie"]


class PersonalSettingsMiddleware:
    """The language and time zone of whoever is signed in; the browser's language otherwise.

    Pages differ by reader, so shared caches keep none of a signed-in reader and tell visitors apart by
    cookie. A visitor's page asks nothing of the session and starts none.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language and time."""
        person: Any = request.user
        signed_in = person.is_authenticated
        language = _language(request, person.language if signed_in else "")
        translation.activate(language)
        zone = _zone(person.time_zone) if signed_in and person.time_zone else None
        # A thread serves one reader after another: what the last one had must not stay. The site's own zone
        # is named too: where none is, each moment of a page would look for it anew.
        timezone.activate(zone or timezone.get_default_timezone())
        response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        if signed_in:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, VISITOR_PAGES_VARY)
        return response


def _language(request: HttpRequest, chosen: str) -> str:
    if len(settings.LANGUAGES) == 1:
        return str(settings.LANGUAGE_CODE)
    if chosen and translation.check_for_language(chosen):
        return chosen
    return str(translation.get_language_from_request(request))


@lru_cache(maxsize=700)
def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


class ErrorsSpeakMiddleware:
    """Turns what an action raises, and no view caught, into a page that says why."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; problems come through :meth:`process_exception`."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """403 for a refusal, 409 for a change somebody else made first, 422 for what cannot be used."""
        for kind, say in ANSWERS.items():
            if isinstance(problem, kind) and not request.path.startswith("/api/"):
                return say(request, problem)
        return None


ANSWERS: dict[type[Exception], Callable[[Any, Any], HttpResponse]] = {
    Refused: errors.refused,
    Stale: errors.stale,
    Invalid: errors.unusable,
}
