"""What a person saved and has begun, and the mark that she saw a community's front."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from practica.core.communities.actions import mark_seen
from practica.core.communities.models import Community
from practica.core.entries.queries import feed_rows
from practica.interfaces.web import queries
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.drafts import drafts_of
from practica.kit.http import Request
from practica.kit.returning import goes_back

PAGE = 30


@door("entries.keep")
@login_required
@require_GET
def saved(request: Request) -> HttpResponse:
    """What the reader saved, the latest first."""
    pages = Paginator(queries.saved_entries(request.user), PAGE)
    page = pages.get_page(request.GET.get("page"))
    older = f"{reverse('web:saved')}?page={page.next_page_number()}" if page.has_next() else ""
    rows = feed_rows(list(page.object_list), person=request.user)
    return render(request, "web/saved.html", {"rows": rows, "older_url": older})


@door("entries.keep")
@login_required
@require_GET
def drafts(request: Request) -> HttpResponse:
    """What the reader has begun."""
    return render(request, "web/drafts.html", {"drafts": drafts_of(request.user)})


@door("entries.keep")
@login_required
@require_POST
def community_seen(request: Request, slug: str) -> HttpResponse:
    """Remember that the reader saw what is new in a community."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    mark_seen(community, actor=request.user)
    return goes_back(request, otherwise=community.get_absolute_url())
