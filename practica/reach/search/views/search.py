"""Results, results as you type, and similar things."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request
from practica.reach.search import queries


@door("search.see")
@require_GET
def results(request: Request) -> HttpResponse:
    """The results page. Every state of it has its own address."""
    query, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    community = _community(request)
    page = _page(request)
    findings = queries.find(
        query,
        person=request.user,
        kind=kind,
        community=community,
        offset=(page - 1) * queries.PAGE,
    )
    more = page * queries.PAGE < findings.total
    context = {
        "query": query,
        "kind": kind,
        "community": community,
        "communities": queries.places(request.user),
        "findings": findings,
        "trouble": queries.trouble(request.user),
        "facets": [(k, count, _address(request, kind=k.name, page="")) for k, count in findings.kinds],
        "every_kind_url": _address(request, kind="", page=""),
        "every_community_url": _address(request, community="", page=""),
        "next_url": _address(request, page=str(page + 1)) if more else "",
        "previous_url": _address(request, page=str(page - 1)) if page > 1 else "",
        # Quoted already and still understood otherwise: the same offer again would lead nowhere.
        "exact_url": _address(request, q=f'"{query}"', page="") if '"' not in query else "",
    }
    return render(request, "search/results.html", context)


def _community(request: Request) -> Community | None:
    slug = request.GET.get("community", "")
    return get_visible_or_404(Community, request.user, slug=slug) if slug else None


def _page(request: Request) -> int:
    number = request.GET.get("page", "")
    return min(max(int(number), 1), 200) if number.isdecimal() and len(number) < 6 else 1


def _address(request: Request, **changes: str) -> str:
    values = {**request.GET.dict(), **changes}
    return request.path + "?" + urlencode({name: value for name, value in values.items() if value})


@door("search.see")
@require_GET
def suggest(request: Request) -> HttpResponse:
    """Titles, communities and people while typing: a fragment."""
    query = request.GET.get("q", "")
    context = {"query": query, "suggestions": queries.suggest(query, person=request.user)}
    return render(request, "search/suggest.html", context)


@door("search.see")
@require_GET
def similar(request: Request) -> HttpResponse:
    """What is already here and close to a title being typed, or to an entry: a fragment."""
    if uid := request.GET.get("entry", ""):
        entry = get_visible_or_404(Entry, request.user, uid=uid)
        found = queries.similar(entry.title, person=request.user, besides=entry.uid)
    else:
        found = queries.similar(request.GET.get("q", ""), person=request.user)
    return render(request, "search/similar.html", {"found": found, "of_entry": bool(uid)})
