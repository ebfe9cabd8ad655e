"""The content security policy on every answer."""

from __future__ import annotations

from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """The library's, which puts the policy together anew for every answer: ours is the same for all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header, unless a view wants a policy of its own or Django explains a fault."""
        has_its_own = any(name.startswith("_csp") for name in vars(response))
        if settings.DEBUG or has_its_own or HEADER in response.headers:
            return super().process_response(request, response)
        response.headers[HEADER] = _policy()
        return response


@lru_cache(maxsize=1)
def _policy() -> str:
    return str(build_policy())
