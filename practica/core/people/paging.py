"""Pages of a directory: which one is asked for, and the links to its neighbours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

PAGE = 30
LAST_PAGE = 2000


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 when it is missing or nonsense."""
    try:
        return min(max(int(request.GET.get("page", "1")), 1), LAST_PAGE)
    except ValueError:
        return 1


def pager(request: HttpRequest, *, page: int, total: int, size: int = PAGE) -> dict[str, Any]:
    """``total``, ``newer_url`` and ``older_url`` for the pager component, keeping what was filtered."""
    return {
        "total": total,
        "newer_url": _address(request, page - 1) if page > 1 else "",
        "older_url": _address(request, page + 1) if page * size < total else "",
    }


def _address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"?{asked.urlencode()}"
