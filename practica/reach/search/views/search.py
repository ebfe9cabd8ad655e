"""Results, results as you type, and similar things."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from practica.core.entries.models import Entry
from practica.kit.access import door, get_visible_or_404
from practica.kit.http import Request
from practica.reach.search import queries
from practica.reach.search.answers.links import asking_address
from practica.reach.search.engines.local import questions
from practica.reach.search.judging import shown
from practica.reach.search.models import SavedSearch
from practica.reach.search.views.answers import answer_address
from practica.reach.search.wishes import Asked, Named, from_address, named

#: Nobody turns more pages than this.
MOST_PAGES = 200


@door("search.see")
@require_GET
def results(request: Request) -> HttpResponse:
    """The results page. Every state of it has its own address, typed or chosen."""
    wanted = named(from_address(request.GET), person=request.user)
    asked, page = wanted.asked, _page(request)
    by_kind = asked.sort == "kind"
    findings = queries.find(
        asked.words,
        person=request.user,
        filters=wanted.filters,
        offset=(page - 1) * queries.PAGE,
        newest=asked.sort == "newest",
        with_facets=bool(asked),
    )
    context = {
        "wanted": wanted,
        "asked": asked,
        "query": asked.words,
        "said": asked.in_short,
        "address": asked.address("")[1:],
        "paces": SavedSearch.Often.choices,
        "says_nothing": bool(asked.words) and not questions.read(asked.words).words,
        "findings": findings,
        "trouble": queries.trouble(request.user),
        "answer_url": answer_address(asked, page=page),
        "ask_url": asking_address(asked.words) or reverse("web:new"),
        "new_kind": "line",
        **_choices(request, wanted, findings),
        **_pages(request, asked, findings, page),
        **_shown(request, asked, findings, page),
    }
    if by_kind and findings.total:
        context["groups"] = [
            (kind, count, hits, asked.having("kind", [kind.name]).having("sort", "").address(request.path))
            for kind, count, hits in queries.groups(
                asked.words, person=request.user, filters=wanted.filters, found=findings
            )
        ]
    if page == 1 and asked.words:
        context["experts"] = queries.experts(asked.words, findings.hits, person=request.user)
    return render(request, "search/results.html", context)


def _choices(request: Request, wanted: Named, findings: queries.Findings) -> dict[str, Any]:
    """What can be narrowed, widened and put in another order, each with its address."""
    asked, path = wanted.asked, request.path
    return {
        "facets": [
            (facet, [(value, value.then.address(path)) for value in facet.values])
            for facet in queries.panel(wanted, findings, person=request.user)
        ],
        "chips": [(chip.label, chip.without.address(path)) for chip in wanted.chips],
        "everything_url": Asked(words=asked.words, sort=asked.sort).address(path),
        "sorts": [
            (sort, asked.sort == sort, asked.having("sort", sort).address(path))
            for sort in ("", "newest", "kind")
        ],
        "topic_urls": {
            slug: asked.having("topic", [slug]).address(path)
            for found in findings.hits
            for slug, _label in found.topics
        },
        # Quoted already and still understood otherwise: the same offer again would lead nowhere.
        "exact_url": asked.having("words", f'"{asked.words}"').address(path)
        if '"' not in asked.words
        else "",
    }


def _pages(request: Request, asked: Asked, findings: queries.Findings, page: int) -> dict[str, str]:
    if asked.sort == "kind":
        return {}
    more = page * queries.PAGE < findings.total and page < MOST_PAGES
    return {
        "next_url": asked.address(request.path, page=page + 1) if more else "",
        "previous_url": asked.address(request.path, page=page - 1) if page > 1 else "",
    }


def _shown(request: Request, asked: Asked, findings: queries.Findings, page: int) -> dict[str, Any]:
    """What comes back when a hit is opened. Only the order by worth teaches something."""
    if asked.sort or findings.is_away:
        return {}
    hits = [(found.entry.uid, found.hit.weighed) for found in findings.hits]
    first = (page - 1) * queries.PAGE + 1
    return {"shown": shown.token(asked.words, hits, first=first, person=request.user), "first": first}


def _page(request: Request) -> int:
    number = request.GET.get("page", "")
    return min(max(int(number), 1), MOST_PAGES) if number.isdecimal() and len(number) < 6 else 1


@door("search.see")
@require_GET
def suggest(request: Request) -> HttpResponse:
    """Titles, communities, people and topics while typing, before that what was read last: a fragment."""
    query = request.GET.get("q", "")
    context = {
        "query": query,
        "suggestions": queries.suggest(query, person=request.user),
        "recent": [] if query.strip() else queries.recent(person=request.user),
    }
    return render(request, "search/suggest.html", context)


@door("search.see")
@require_GET
def similar(request: Request) -> HttpResponse:
    """What is already here and close to a title being typed, or to an entry: a fragment.

    For a title: questions asked before come first, and the people who may know stand beside.
    """
    if uid := request.GET.get("entry", ""):
        entry = get_visible_or_404(Entry, request.user, uid=uid)
        found = queries.similar(entry.title, person=request.user, besides=entry.uid)
        return render(request, "search/similar.html", {"found": found, "of_entry": True})
    title = request.GET.get("q", "")
    found = queries.already_here(title, person=request.user)
    experts = queries.experts(title, found, person=request.user) if title.strip() else []
    return render(request, "search/similar.html", {"found": found, "experts": experts})
