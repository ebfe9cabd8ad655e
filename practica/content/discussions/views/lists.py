"""The questions and the discussions of a community."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from practica.content.discussions import queries
from practica.content.discussions.models import DISCUSSION, QUESTION
from practica.core.communities.frame import frame_of
from practica.core.communities.queries import community_or_404
from practica.kit.access import door
from practica.kit.http import Request


@door("discussions.see")
@require_GET
def questions(request: Request, slug: str) -> HttpResponse:
    """Questions: the newest, those without an answer, one's own."""
    only = request.GET.get("only", "")
    offered = {"": _("Newest"), "unanswered": _("Unanswered")}
    if request.user.is_authenticated:
        offered["mine"] = _("Mine")
    only = only if only in offered else ""
    address = reverse("discussions:questions", args=[slug])
    tabs = [
        {"label": label, "url": f"{address}?only={name}" if name else address, "current": name == only}
        for name, label in offered.items()
    ]
    return _list(request, slug, QUESTION, "questions", only=only, filters=tabs)


@door("discussions.see")
@require_GET
def discussions(request: Request, slug: str) -> HttpResponse:
    """Discussions, lately active first."""
    return _list(request, slug, DISCUSSION, "discussions")


def _list(
    request: Request,
    slug: str,
    kind: str,
    tab: str,
    *,
    only: str = "",
    filters: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    community = community_or_404(slug, request.user)
    rows, following = queries.list_of(
        kind, community=community, only=only, person=request.user, before=request.GET.get("before", "")
    )
    narrowed = f"only={only}&" if only else ""
    context = frame_of(community, request.user, tab=tab) | {
        "rows": rows,
        "only": only,
        "filters": filters or [],
        "is_first_page": "before" not in request.GET,
        "older_url": f"{request.path}?{narrowed}before={following}" if following else "",
        "new_kind": "line",
    }
    return render(request, f"discussions/lists/{tab}.html", context)
