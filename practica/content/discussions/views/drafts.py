"""Keeping what is typed, second by second."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from practica.content.discussions import actions, queries
from practica.content.discussions.models import DISCUSSION, QUESTION, PostDraft
from practica.core.communities.queries import community_or_404
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.returning import goes_back


@door("discussions.keep_draft")
@login_required
@require_POST
def keep_reply(request: Request, uid: str) -> HttpResponse:
    """Keep what is typed in a thread."""
    thread, _mine = queries.thread_or_404(uid, request.user)
    return _keep(request, thread=thread)


@door("discussions.keep_draft")
@login_required
@require_POST
def keep_question(request: Request, slug: str) -> HttpResponse:
    """Keep what is typed for a new question."""
    return _keep(request, community=community_or_404(slug, request.user), kind=QUESTION)


@door("discussions.keep_draft")
@login_required
@require_POST
def keep_discussion(request: Request, slug: str) -> HttpResponse:
    """Keep what is typed for a new discussion."""
    return _keep(request, community=community_or_404(slug, request.user), kind=DISCUSSION)


@door("discussions.keep_draft")
@login_required
@require_POST
def discard(request: Request, uid: str) -> HttpResponse:
    """Throw a draft away."""
    draft = get_visible_or_404(PostDraft, request.user, uid=uid)
    actions.throw_draft_away(draft, actor=request.user)
    return goes_back(request, otherwise="/")


def _keep(request: Request, **place: Any) -> HttpResponse:
    values: dict[str, Any] = {name: request.POST.get(name, "") for name in ("title", "body", "topics")}
    try:
        draft = actions.keep_draft(**place, **values, actor=request.user)
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse({"saved": draft.saved.isoformat() if draft else None})
