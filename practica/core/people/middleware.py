"""Small things the account pages of django-allauth need to behave like ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from practica.core.people.invited import coming_by

Respond = Callable[[HttpRequest], HttpResponse]


class AccountFormsMiddleware:
    """Answers a form that needs another look with 422, as every form of the house does, and tells the pages
    by what invitation somebody comes."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done before the template is rendered."""
        return self.respond(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Look for a posted form with errors, and for an invitation."""
        if not request.path.startswith("/accounts/") or response.context_data is None:
            return response
        form = response.context_data.get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        response.context_data["invited"] = coming_by(request)
        return response
