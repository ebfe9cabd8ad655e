"""Refusals as JSON: one sentence in ``error``, the same one a page would show."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from practica.interfaces.api.pace import TooMany
from practica.kit.access import Invalid, Stale
from practica.kit.contracts.api import Conflict, Detail, Problem


def speak(api: NinjaAPI) -> None:
    """Teach ``api`` to answer our errors."""

    def say(request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
        return api.create_response(request, problem.dict(), status=status)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, problem: Http404) -> HttpResponse:
        return say(request, 404, Problem(error=_("There is nothing here, or it is not shared with you.")))

    @api.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, problem: PermissionDenied) -> HttpResponse:
        return say(request, 403, Problem(error=str(problem) or _("You cannot do this here.")))

    @api.exception_handler(Invalid)
    def invalid(request: HttpRequest, problem: Invalid) -> HttpResponse:
        return say(request, 422, Problem(error=str(problem), field=problem.field))

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        details = [Detail(at=_place(one), why=str(one.get("msg", ""))) for one in problem.errors[:50]]
        sentence = _("Some of what was sent cannot be used.")
        return say(
            request, 422, Problem(error=sentence, field=details[0].at if details else "", details=details)
        )

    @api.exception_handler(Stale)
    def stale(request: HttpRequest, problem: Stale) -> HttpResponse:
        now = problem.current
        conflict = Conflict(
            error=str(problem),
            version=getattr(now, "version", 0),
            title=getattr(getattr(now, "entry", None), "title", ""),
            body=getattr(now, "body", ""),
            sent_title=problem.sent.get("title", ""),
            sent_body=problem.sent.get("body", ""),
        )
        return say(request, 409, conflict)

    @api.exception_handler(TooMany)
    def too_many(request: HttpRequest, problem: TooMany) -> HttpResponse:
        response = say(request, 429, Problem(error=str(problem)))
        response["Retry-After"] = str(problem.seconds)
        return response

    @api.exception_handler(HttpError)
    def plain(request: HttpRequest, problem: HttpError) -> HttpResponse:
        return say(request, problem.status_code, Problem(error=str(problem)))


def _place(one: dict[str, Any]) -> str:
    """Where in the input: without the names ninja gives its own layers (``body.data.title`` is ``title``)."""
    return ".".join(str(part) for part in one.get("loc", ()) if part not in ("body", "data", "query", "path"))
