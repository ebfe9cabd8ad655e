"""Lists of pages: the whole tree, broken links, the bin."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from practica.content.pages import queries
from practica.content.pages.views.loading import load
from practica.core.communities.frame import frame_of
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
        "binned": queries.binned_entry(community, request.GET.get("binned", ""), person=request.user),
    }
    return render(request, "pages/lists/index.html", context)


@door("pages.see")
@require_GET
def broken_links(request: Request, slug: str) -> HttpResponse:
    """Links that lead nowhere, by page."""
    community = community_or_404(slug, request.user)
    context = frame_of(community, request.user, tab="pages") | {
        "links": queries.broken_links(community, seen_by=request.user)
    }
    return render(request, "pages/lists/broken_links.html", context)


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
