"""Pages that say what went wrong. Unseen and missing give the same page, word for word."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from practica.kit.http import Request


def bad_request(request: Request, exception: Any = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _say(request, 400, _("This request cannot be read. Go back and try again."))


def refused(request: Request, exception: Any = None) -> HttpResponse:
    """403: seen, but not allowed; the sentence of the refusal says why."""
    return _say(request, 403, str(exception or "") or _("You cannot do this here."))


def missing(request: Request, exception: Any = None) -> HttpResponse:
    """404: nothing here, or not for this reader; nobody can tell which."""
    return _say(request, 404, _("There is nothing here, or it is not shared with you."))


def stale(request: Request, problem: Any) -> HttpResponse:
    """409: somebody else changed it meanwhile."""
    return _say(request, 409, str(problem), sent=getattr(problem, "sent", ""))


def unusable(request: Request, problem: Any) -> HttpResponse:
    """422: what was given cannot be used, and no form was there to say so beside the field."""
    return _say(request, 422, str(problem), template="400.html")


def broken(request: Request) -> HttpResponse:
    """500: our fault. Asks nothing of the database and of no template tag that could."""
    if _is_api(request):
        return JsonResponse({"error": _("Something broke on our side. Nothing was changed.")}, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)


def _say(request: Request, status: int, sentence: str, *, template: str = "", **more: Any) -> HttpResponse:
    if _is_api(request):
        return JsonResponse({"error": sentence}, status=status)
    context = {"sentence": sentence, "exception": sentence, **more}
    return render(request, template or f"{status}.html", context, status=status)


def _is_api(request: Request) -> bool:
    return request.path.startswith("/api/")
