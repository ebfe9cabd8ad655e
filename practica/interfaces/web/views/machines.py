"""Two addresses browsers and machines ask for unasked."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.ui.assets import url

# Machines read what anybody may read; these lead to nothing worth indexing, or to endless lists.
ROBOTS = "\n".join(
    ["User-agent: *"]
    + [
        f"Disallow: /{place}"
        for place in ("accounts/", "api/", "search", "inbox", "e/", "you", "new", "join/")
    ]
    + [""]
)


@door("web.see")
@require_safe
def robots(request: Request) -> HttpResponse:
    """What crawlers leave alone."""
    return HttpResponse(ROBOTS, content_type="text/plain", headers={"Cache-Control": "public, max-age=86400"})


@door("web.see")
@require_safe
def favicon(request: Request) -> HttpResponse:
    """The icon, for those who ask at its ancient address. Not for ever: its name changes with its content."""
    answer = HttpResponseRedirect(url("favicon.svg"))
    answer["Cache-Control"] = "public, max-age=86400"
    return answer
