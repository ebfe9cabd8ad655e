"""Whether the site is alive, and whether it is ready to work; for whoever watches over it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from practica.interfaces.web.readiness import checks
from practica.kit.access import door
from practica.kit.http import Request


@door("web.see")
@require_safe
def alive(request: Request) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@door("web.see")
@never_cache
@require_safe
def ready(request: Request) -> HttpResponse:
    """Each check with its state; 503 when one keeps people from working. A late backup only warns."""
    found = checks()
    failed = any(check.state == "failed" for check in found)
    body = {
        "ready": not failed,
        "checks": {check.name: {"state": check.state, "says": check.says} for check in found},
    }
    return JsonResponse(body, status=503 if failed else 200)
