"""Search for machines: ``GET /api/search``."""

from __future__ import annotations

from django.http import JsonResponse
from ninja import Query, Router, Schema

from practica.core.communities.models import Community
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request
from practica.reach.search import queries

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


class FindingsOut(Schema):
    """A page of hits; ``kinds`` counts all hits per kind; ``corrected`` is the spelling used, if another."""

    query: str
    total: int
    corrected: str
    kinds: dict[str, int]
    results: list[HitOut]


@router.get(
    "/search", response={200: FindingsOut, **REFUSALS}, operation_id="search", summary="Find what you may see"
)
@door("search.see")
def search(
    request: Request,
    q: str = Query(..., max_length=200_000),
    limit: int = Query(20, ge=1, le=200),
    offset: int = Query(0, ge=0, le=10_000),
    kind: str = Query("", max_length=20),
    community: str = Query("", max_length=80),
) -> JsonResponse:
    """Ranked passages for the words of ``q``; ``community`` is a slug, ``kind`` a kind of entry."""
    one = get_visible_or_404(Community, request.user, slug=community) if community else None
    found = queries.find(q, person=request.user, kind=kind, community=one, limit=limit, offset=offset)
    # Written as it is: to check what we made ourselves against the schema would cost more than finding it.
    # A test holds both together.
    return JsonResponse(
        {
            "query": q,
            "total": found.total,
            "corrected": found.corrected,
            "kinds": {look.name: count for look, count in found.kinds},
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
        "url": found.url,
        "score": hit.score,
    }
