"""While somebody writes: how it will look, and the draft that is kept of it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practica.content.pages import access, actions
from practica.content.pages.models import Draft
from practica.content.pages.views.editor import page_or_none, preview_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.types.forms import typed_in
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request, whole_number


@door("pages.create")
@require_POST
def preview(request: Request, slug: str) -> HttpResponse:
    """How a text will look, as a fragment."""
    community = community_or_404(slug, request.user)
    demand(access.can_create(request.user, community), _("Only members write pages here."))
    page = page_or_none(request, community, request.GET.get("page", ""))
    return render(request, "pages/editing/preview.html", {"html": preview_of(request, community, page)})


@door("pages.keep_draft")
@require_POST
def keep_draft(request: Request, slug: str) -> HttpResponse:
    """Keep what has been typed so far."""
    community = community_or_404(slug, request.user)
    sent = request.POST
    try:
        draft = actions.save_draft(
            community=community,
            page=page_or_none(request, community, request.GET.get("page", "")),
            uid=sent.get("draft", ""),
            parent=page_or_none(request, community, sent.get("parent", "")),
            title=sent.get("title", ""),
            body=sent.get("body", ""),
            topics=sent.get("topics", ""),
            base_version=whole_number(sent.get("started_from", "")),
            type=_type_of_draft(request, community),
            fields=typed_in(sent),
            actor=request.user,
        )
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse({"saved": draft.saved.isoformat(), "draft": draft.uid})


def _type_of_draft(request: Request, community: Community) -> KnowledgeType | None:
    uid = request.POST.get("type", "")
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    found: KnowledgeType | None = rows.filter(uid=uid).first() if uid else None
    return found


@door("pages.keep_draft")
@require_POST
def discard_draft(request: Request, slug: str, uid: str) -> HttpResponse:
    """Throw one's draft away and go back to the page."""
    rows = Draft.objects.visible_to(request.user).select_related("page__entry__community", "community")
    draft = get_visible_or_404(rows, request.user, uid=uid)
    address = (
        draft.page.get_absolute_url() if draft.page else reverse("pages:index", args=[draft.community.slug])
    )
    actions.discard_draft(draft, actor=request.user)
    return HttpResponseRedirect(address)
