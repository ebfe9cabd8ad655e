"""Refusals as JSON: one sentence in ``error``, the same one a page would show."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from practica.kit.access import Invalid, Stale


class Problem(Schema):
    """Why it was not done. ``field`` names the input at fault; ``details`` lists several."""

    error: str
    field: str = ""
    details: list[dict[str, Any]] = []


class Conflict(Problem):
    """Somebody else changed it meanwhile: the version that stands now, and its text."""

    version: int = 0
    title: str = ""
    body: str = ""


REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


def speak(api: NinjaAPI) -> None:
    """Teach ``api`` to answer our errors."""

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, problem: Http404) -> HttpResponse:
        sentence = _("There is nothing here, or it is not shared with you.")
        return api.create_response(request, {"error": sentence}, status=404)

    @api.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, problem: PermissionDenied) -> HttpResponse:
        return api.create_response(request, {"error": str(problem) or _("You cannot do this here.")}, status=403)

    @api.exception_handler(Invalid)
    def invalid(request: HttpRequest, problem: Invalid) -> HttpResponse:
        return api.create_response(request, {"error": str(problem), "field": problem.field}, status=422)

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        details = [{"at": ".".join(map(str, e.get("loc", ()))), "why": e.get("msg", "")} for e in problem.errors]
        body = {"error": _("Some of what was sent cannot be used."), "details": details}
        return api.create_response(request, body, status=422)

    @api.exception_handler(Stale)
    def stale(request: HttpRequest, problem: Stale) -> HttpResponse:
        now = problem.current
        body = {
            "error": str(problem),
            "version": getattr(now, "version", 0),
            "title": getattr(getattr(now, "entry", None), "title", ""),
            "body": getattr(now, "body", ""),
        }
        return api.create_response(request, body, status=409)

    @api.exception_handler(HttpError)
    def plain(request: HttpRequest, problem: HttpError) -> HttpResponse:
        return api.create_response(request, {"error": str(problem)}, status=problem.status_code)
