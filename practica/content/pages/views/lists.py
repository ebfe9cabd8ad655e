"""Lists of pages: the whole tree, the bin."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.content.pages import access, queries
from practica.content.pages.queries.tidying import Report
from practica.content.pages.views.loading import load
from practica.core.communities.frame import frame_of
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.actions import restore_entry
from practica.kit.access import door
from practica.kit.http import Request


@door("pages.see")
@require_GET
def index(request: Request, slug: str) -> HttpResponse:
    """Every page of a community as a tree, and what changed lately."""
    community = community_or_404(slug, request.user)
    below = load(request, request.GET["below"]) if request.GET.get("below") else None
    nodes, is_cut = queries.tree_of(community, seen_by=request.user, below=below)
    context = frame_of(community, request.user, tab="pages") | {
        "nodes": nodes,
        "is_cut": is_cut or below is not None,
        "below": below,
        "newest": queries.newest(community, seen_by=request.user) if nodes and below is None else [],
        "to_tidy": _to_tidy(request, community, len(nodes), is_cut),
        "binned": queries.binned_entry(community, request.GET.get("binned", ""), person=request.user),
    }
    return render(request, "pages/lists/index.html", context)


def _to_tidy(request: Request, community: Community, shown: int, is_cut: bool) -> list[dict[str, object]]:
    """The reports of what needs tidying, with counts for those who can mend it, where counting is cheap."""
    counted = {}
    if shown and not is_cut and access.can_create(request.user, community):
        counted = queries.counts(community, seen_by=request.user)
    return [
        {
            "label": report.label,
            "url": reverse("pages:tidy", args=[community.slug, report.value]),
            "count": counted.get(report.value, 0),
        }
        for report in Report
    ]


@door("pages.see")
@require_GET
def bin_(request: Request, slug: str) -> HttpResponse:
    """What lies in the bin and this person may bring back."""
    community = community_or_404(slug, request.user)
    context = frame_of(community, request.user, tab="pages") | {
        "entries": queries.binned(community, person=request.user)
    }
    return render(request, "pages/lists/bin.html", context)


@door("entries.bin")
@require_POST
def bring_back(request: Request, slug: str, uid: str) -> HttpResponse:
    """Take an entry out of the bin."""
    community = community_or_404(slug, request.user)
    entry = queries.binned_entry(community, uid, person=request.user)
    if entry is None:
        raise Http404(_("There is nothing here, or it is not shared with you."))
    restore_entry(entry, actor=request.user)
    messages.success(request, _("“%(title)s” is back.") % {"title": entry.title})
    if entry.is_out:
        return HttpResponseRedirect(entry.get_absolute_url())
    return HttpResponseRedirect(reverse("pages:bin", args=[community.slug]))
