"""Small things the account pages of django-allauth need to behave like ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


class AccountFormsMiddleware:
    """Answers a form that needs another look with 422, as every form of the house does."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done before the template is rendered."""
        return self.respond(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Look for a posted form with errors."""
        if request.method == "POST" and response.status_code == 200 and request.path.startswith("/accounts/"):
            form = (response.context_data or {}).get("form")
            if getattr(form, "errors", None):
                response.status_code = 422
        return response
