"""Search for machines: ``GET /api/search``."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from practica.core.communities.models import Community
from practica.core.entries.api import VerifiedOut
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, Problem
from practica.kit.http import Request
from practica.reach.search import queries
from practica.reach.search.wishes import from_address, named

router = Router(tags=["Search"])


class HitOut(Schema):
    """One thing found. ``anchor`` is the fragment to open, ``locator`` a place inside a file."""

    uid: str
    id: str
    kind: str
    title: str
    community: str
    passage: str
    heading: str
    anchor: str
    locator: str
    url: str
    score: float
    verified: VerifiedOut | None


class FindingsOut(Schema):
    """A page of hits; ``kinds`` counts all hits per kind; ``corrected`` is the spelling used, if another.

    ``complaints`` are sentences about names and dates that could not be used and were left out.
    """

    query: str
    total: int
    corrected: str
    kinds: dict[str, int]
    complaints: list[str]
    results: list[HitOut]


@router.get(
    "/search",
    response={200: FindingsOut, 503: Problem, **REFUSALS},
    operation_id="search",
    summary="Find what you may see",
)
@door("search.see")
def search(
    request: Request,
    q: str = Query(..., max_length=200_000),
    limit: int = Query(20, ge=1, le=200),
    offset: int = Query(0, ge=0, le=10_000),
    kind: str = Query("", max_length=20),
    type: str = Query("", max_length=80),
    community: str = Query("", max_length=80),
    topic: str = Query("", max_length=80),
    author: str = Query("", max_length=120),
    state: str = Query("", max_length=20),
    freshness: str = Query("", max_length=20),
    language: str = Query("", max_length=20),
    after: str = Query("", max_length=20),
    before: str = Query("", max_length=20),
    sort: str = Query("", max_length=20),
) -> JsonResponse:
    """Ranked passages for the words of ``q``, which may hold operators (``in:``, ``by:``, ``kind:``, …).

    ``community`` and ``topic`` are slugs, ``author`` a handle, ``kind`` a kind of entry, ``type`` the name of
    a type of page (lesson, decision, …), ``state`` published, archived or superseded, ``freshness`` checked
    or due, ``after`` and ``before`` days of the last change. Each but the days may come again: of several
    values one is enough. ``sort=newest`` puts the newest first.
    """
    if community:
        get_visible_or_404(Community, request.user, slug=community)
    wanted = named(from_address(request.GET), person=request.user)
    found = queries.find(
        wanted.asked.words,
        person=request.user,
        filters=wanted.filters,
        limit=limit,
        offset=offset,
        newest=wanted.asked.sort == "newest",
    )
    if found.is_away:
        raise HttpError(503, _("Search is being repaired. Ask again in a moment."))
    # Written as it is: to check what we made ourselves against the schema would cost more than finding it.
    # A test holds both together.
    return JsonResponse(
        {
            "query": q,
            "total": found.total,
            "corrected": found.corrected,
            "kinds": {look.name: count for look, count in found.kinds},
            "complaints": wanted.complaints,
            "results": [_out(one) for one in found.hits],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _out(found: queries.Found) -> dict[str, object]:
    hit = found.hit
    return {
        "uid": found.entry.uid,
        "id": found.entry.uid,
        "kind": found.entry.kind,
        "title": found.entry.title,
        "community": found.entry.community.slug,
        "passage": hit.passage.text,
        "heading": hit.passage.heading,
        "anchor": hit.passage.anchor,
        "locator": hit.passage.locator,
        "url": found.place,
        "score": hit.score,
        "verified": _verified(found),
    }


def _verified(found: queries.Found) -> dict[str, object] | None:
    """As :class:`VerifiedOut`, written plainly."""
    one = found.verified
    if one is None:
        return None
    by = {"name": one.person.name, "handle": one.person.handle} if one.person else None
    return {"at": one.at.isoformat(), "by": by, "note": one.note, "is_current": one.is_current}
