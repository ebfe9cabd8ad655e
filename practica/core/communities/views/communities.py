"""The directory, a community's overview, starting one and changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from practica.core.communities import access, actions
from practica.core.communities.forms import CommunityForm, DirectoryForm
from practica.core.communities.frame import frame_of, steps_for_leads, steps_for_newcomers
from practica.core.communities.queries import PAGE, Directory, Facet, community_or_404, directory, leads_of
from practica.core.people.paging import page_number, pager
from practica.kit.access import Invalid, demand, door
from practica.kit.contracts import sections
from practica.kit.http import Request


@door("communities.see")
@require_GET
def show_all(request: Request) -> HttpResponse:
    """The directory: one's own first, by name, language and joining."""
    form = DirectoryForm(request.GET)
    page = page_number(request)
    found = directory(person=request.user, wanted=form.wanted(), page=page)
    context = {"form": form, "found": found, "facets": _facets(request, found)}
    context |= pager(request, page=page, total=found.total, size=PAGE)
    return render(request, "communities/directory.html", context)


def _facets(request: Request, found: Directory) -> list[dict[str, Any]]:
    """Groups of chips to narrow with; a chip that is on leads back. A single value narrows nothing."""
    groups = (
        ("joining", _("How people get in"), found.joinings),
        ("language", _("Language"), found.languages),
    )
    return [
        {"label": label, "values": [_chip(request, name, facet) for facet in facets]}
        for name, label, facets in groups
        if len(facets) > 1 or request.GET.get(name)
    ]


def _chip(request: Request, name: str, facet: Facet) -> dict[str, Any]:
    asked = request.GET.copy()
    asked.pop("page", None)
    is_on = asked.get(name) == facet.value
    if is_on:
        del asked[name]
    else:
        asked[name] = facet.value
    tone = "acc" if is_on else "plain"
    return {
        "label": facet.label,
        "count": facet.count,
        "url": f"?{asked.urlencode()}",
        "is_on": is_on,
        "tone": tone,
    }


@door("communities.see")
@require_GET
def show(request: Request, slug: str) -> HttpResponse:
    """What a community is about, who leads it, what happens in it now."""
    community = community_or_404(slug, request.user)
    context = frame_of(community, request.user, tab="overview") | {
        "leads": leads_of(community, seen_by=request.user),
        "starts": steps_for_newcomers(community, request.user),
        "todos": steps_for_leads(community, request.user),
        "sections": sections.sections_of(sections.COMMUNITY_OVERVIEW, community, request.user),
        "asides": sections.sections_of(sections.COMMUNITY_ASIDE, community, request.user),
    }
    return render(request, "communities/show.html", context)


@door("communities.start")
@login_required
@require_http_methods(["GET", "POST"])
def start(request: Request) -> HttpResponse:
    """Start a community: a name and one sentence; the rest has good defaults."""
    demand(access.can_start(request.user), _("Only people of this organisation can start a community."))
    form = CommunityForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            community = actions.start(**form.values(), actor=request.user)
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            return HttpResponseRedirect(community.get_absolute_url())
    return render(request, "communities/start.html", {"form": form}, status=422 if form.errors else 200)


@door("communities.edit")
@login_required
@require_http_methods(["GET", "POST"])
def settings(request: Request, slug: str) -> HttpResponse:
    """Name, purpose, who sees it, how one gets in."""
    community = community_or_404(slug, request.user)
    demand(access.can_edit(request.user, community), _("Only a coordinator can change the community."))
    form = CommunityForm(request.POST or None, person=request.user, community=community)
    if request.method == "POST" and form.is_valid():
        try:
            community = actions.change(community, **form.values(), actor=request.user)
        except Invalid as problem:
            form.add_error(problem.field or None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(community.get_absolute_url())
    context: dict[str, Any] = frame_of(community, request.user, tab="settings") | {"form": form}
    return render(request, "communities/settings.html", context, status=422 if form.errors else 200)
