"""Sending a POST again with the same ``Idempotency-Key`` does nothing twice and gives the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from practica.interfaces.api.actions import answer_kept, keep_answer
from practica.interfaces.api.auth import bearer
from practica.kit.access import Invalid

HEADER = "Idempotency-Key"
LONGEST = 200
Run = Callable[..., Any]

PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "A text of your own, new for each thing you do. The same request sent again with it "
    "within 24 hours does nothing more and gets the same answer; another request with it is refused (422).",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
    "example": "import-2031-05-12-page-17",
}


def once(api: NinjaAPI) -> Callable[[Run], Run]:
    """A decorator for the operations of ``api``. Only what succeeded is kept: a refusal changed nothing."""

    def decorate(run: Run) -> Run:
        @wraps(run)
        def answer(request: HttpRequest, **values: Any) -> HttpResponse:
            key = request.headers.get(HEADER)
            if request.method != "POST" or key is None:
                return run(request, **values)
            try:
                return _answer_once(run, request, key, values)
            except Invalid as problem:
                return api.on_exception(request, problem)

        return answer

    return decorate


def _answer_once(run: Run, request: HttpRequest, key: str, values: dict[str, Any]) -> HttpResponse:
    if not 0 < len(key) <= LONGEST or not (key.isascii() and key.isprintable()):
        raise Invalid(_("An Idempotency-Key has 1 to 200 plain characters."), field=HEADER)
    try:
        person = bearer(request)
    except Exception:  # noqa: BLE001 - the operation meets the same refusal and says so in its own way
        return run(request, **values)
    with transaction.atomic():
        kept, is_new = answer_kept(key=key, fingerprint=_fingerprint(request), actor=person)
        if not is_new:
            return _again(kept, request)
        response = run(request, **values)
        if 200 <= response.status_code < 300:
            keep_answer(kept, status=response.status_code, body=response.content.decode())
        else:
            transaction.set_rollback(True)
    return response


def _again(kept: Any, request: HttpRequest) -> HttpResponse:
    if kept.fingerprint != _fingerprint(request):
        raise Invalid(_("This Idempotency-Key was used for another request."), field=HEADER)
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    response["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    """What makes two requests the same: address and content; of an upload its fields and its files."""
    made = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        made.update(request.body)
        return made.hexdigest()
    made.update(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            made.update(f"\n{name} {one.name} {one.size}\n".encode())
            for chunk in one.chunks():
                made.update(chunk)
            one.seek(0)
    return made.hexdigest()
