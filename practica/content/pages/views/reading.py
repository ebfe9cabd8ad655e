"""Reading a page, as a page and as Markdown."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from practica.content.pages import queries
from practica.content.pages.queries.cards import with_names
from practica.content.pages.views.loading import load, sent_on
from practica.core.entries.models import Follow
from practica.core.entries.verified import verified_one
from practica.core.types.queries import lines_of
from practica.kit.access import door
from practica.kit.contracts import sections
from practica.kit.http import Request


@door("pages.see")
@require_GET
def show(request: Request, slug: str, handle: str) -> HttpResponse:
    """The reader."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "show"):
        return elsewhere
    community = page.entry.community
    here = page.pk
    nodes = queries.rail_of(page, community, seen_by=request.user)
    way = [node for node in nodes if node.open and not node.current]
    level = getattr(page, "follow_level", None) or ""
    context = {
        "page": page,
        "entry": page.entry,
        "community": community,
        "tree": nodes,
        "below": [node for node in nodes if node.parent == here],
        "crumbs": [
            {"label": community.name, "url": community.get_absolute_url()},
            *({"label": node.title, "url": node.url} for node in way),
            {"label": page.entry.title, "url": ""},
        ],
        "back": way[-1] if way else None,
        "headings": [
            {"id": one["id"], "text": one["text"], "depth": one["level"] - 2}
            for one in page.outline
            if one["level"] <= 3
        ],
        "follow_level": level,
        "follow_choices": _follow_choices(level),
        "lines": lines_of(page.entry, page.type, seen_by=request.user),
        "verified": verified_one(page.entry, person=request.user),
        "around": queries.around(page, seen_by=request.user),
        "heads": sections.sections_of(sections.ENTRY_HEAD, page.entry, request.user),
        "feet": sections.sections_of(sections.ENTRY_FOOT, page.entry, request.user),
        "text": with_names(queries.with_passages(page.safe_html, seen_by=request.user, own=page.entry.uid)),
    }
    return render(request, "pages/reading/show.html", context)


@door("pages.see")
@require_GET
def markdown(request: Request, slug: str, handle: str) -> HttpResponse:
    """The text as it is written."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "markdown"):
        return elsewhere
    text = f"# {page.entry.title}\n\n{page.body}\n"
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"{page.entry.slug or page.entry.uid}.md"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _follow_choices(level: str) -> list[dict[str, object]]:
    return [
        {"level": value, "label": label, "current": value == level} for value, label in Follow.Level.choices
    ]
