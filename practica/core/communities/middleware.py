"""Former addresses of communities lead on for ever, whatever stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from practica.core.communities.queries import moved_to

Respond = Callable[[HttpRequest], HttpResponse]
BELOW = re.compile(r"^(?P<before>/c/|/api/communities/)(?P<slug>[-\w]+)(?P<rest>/.*)?$", re.ASCII)


class FormerSlugMiddleware:
    """Answers a reader's 404 below ``/c/<former slug>``, also in the API, with today's address, if she may
    see it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Costs nothing but where nothing was found."""
        response = self.respond(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        asked = BELOW.match(request.path)
        slug = moved_to(asked["slug"], seen_by=request.user) if asked else None
        if asked is None or slug is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        here = f"{asked['before']}{slug}{asked['rest'] or ''}"
        return HttpResponsePermanentRedirect(here + (f"?{query}" if query else ""))
