"""Where a small form leads back to, and whether the page only wants the part that changed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def goes_back(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    """To the page the form stood on (field ``next``, else the referring page), if it is one of ours; nothing
    at all (204) for a script that only reports."""
    if not _is_navigation(request):
        return HttpResponse(status=204)
    answer = HttpResponseRedirect(
        _safe(request, request.POST.get("next", "")) or _referrer(request) or otherwise
    )
    answer.status_code = 303
    return answer


def wants_part(request: HttpRequest) -> bool:
    """Whether a script asked for the changed part alone, not for a page."""
    return "HX-Request" in request.headers and request.headers.get("HX-Request-Type") == "partial"


def _is_navigation(request: HttpRequest) -> bool:
    if wants_part(request):
        return False
    return "HX-Request" in request.headers or "text/html" in request.headers.get("Accept", "text/html")


def _referrer(request: HttpRequest) -> str:
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return ""
    return _safe(request, came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def _safe(request: HttpRequest, address: str) -> str:
    return (
        address if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()) else ""
    )
