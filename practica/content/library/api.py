"""Resources for programs: the same actions, the same refusals as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Field, Query, Router, Schema, Status

from practica.content.library import actions, queries
from practica.content.library.models import KIND, Resource
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, AuthorOut, Input, Title, Topics, author_out
from practica.kit.http import Request

router = Router(tags=["Resources"])
Sort = Literal["link", "book", "paper", "course", "video", "tool"]


class ResourceLine(Schema):
    """A resource in the catalogue. ``stars`` is what members give it on average, 0 to 5."""

    uid: str
    title: str
    form: str
    address: str
    made_by: str
    year: int | None
    language: str
    used_for: str
    topics: list[str]
    stars: float
    reviews: int
    is_dead: bool
    community: str
    author: AuthorOut | None
    url: str
    created: dt.datetime


class Resources(Schema):
    """One page of them; ``has_more`` says whether another follows."""

    items: list[ResourceLine]
    has_more: bool


class ReviewOut(Schema):
    """What one member says."""

    stars: int
    sentence: str
    by: AuthorOut | None
    created: dt.datetime
    changed: dt.datetime | None


class ResourceOut(ResourceLine):
    """A resource with what members say of it, and what looking at its address showed."""

    looked_at: dt.datetime | None
    failing_since: dt.date | None
    problem: str
    said: list[ReviewOut]


class ResourceIn(Input):
    """All that is said of a resource. A book needs no address."""

    title: Title
    form: Sort = "link"
    address: str = Field("", max_length=2000, examples=["https://example.org/handbook"])
    made_by: str = Field("", max_length=200)
    year: int | None = None
    language: str = Field("", max_length=12)
    used_for: str = Field("", max_length=1000)
    topics: Topics = []


class ReviewIn(Input):
    """What you say of it; what you said before is replaced."""

    stars: int = Field(ge=1, le=5)
    sentence: str = Field(min_length=1, max_length=2000)


@router.get(
    "/communities/{slug}/resources",
    response={200: Resources, **REFUSALS},
    operation_id="list_resources",
    summary="List resources",
)
@door("library.see")
def list_resources(
    request: Request,
    slug: str,
    q: str = Query("", max_length=120, description="Words of its title, its use or who made it."),
    topic: str = Query("", max_length=80, description="The slug of a topic."),
    form: str = Query("", max_length=10),
    only: Literal["", "dead"] = Query("", description="Only those whose address does not answer."),
    sort: Literal["newest", "best", "title"] = "newest",
    page: int = Query(1, ge=1, le=1000),
    limit: int = Query(30, ge=1, le=100),
) -> dict[str, Any]:
    """Resources of a community."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    found, has_more = queries.catalogue(
        community,
        seen_by=request.user,
        words=q,
        topic=topic,
        form=form,
        only=only,
        sort=sort,
        page=page,
        limit=limit,
    )
    return {"items": [ResourceLine(**_line_of(one)) for one in found], "has_more": has_more}


@router.post(
    "/communities/{slug}/resources",
    response={201: ResourceOut, **REFUSALS},
    operation_id="add_resource",
    summary="Add a resource",
)
@door("library.add")
def add_resource(request: Request, slug: str, data: ResourceIn) -> Status[ResourceOut]:
    """Members add resources."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    resource = actions.add(community, _said(data), actor=request.user)
    return Status(201, _read(request, resource.entry.uid))


@router.get(
    "/resources/{uid}",
    response={200: ResourceOut, **REFUSALS},
    operation_id="read_resource",
    summary="Read about a resource",
)
@door("library.see")
def read_resource(request: Request, uid: str) -> ResourceOut:
    """With what members say of it."""
    return _read(request, uid)


@router.put(
    "/resources/{uid}",
    response={200: ResourceOut, **REFUSALS},
    operation_id="edit_resource",
    summary="Mend a resource",
)
@door("library.edit")
def edit_resource(request: Request, uid: str, data: ResourceIn) -> ResourceOut:
    """Say otherwise what it is."""
    actions.edit(_resource(request, uid), _said(data), actor=request.user)
    return _read(request, uid)


@router.put(
    "/resources/{uid}/review",
    response={200: ResourceOut, **REFUSALS},
    operation_id="review_resource",
    summary="Review a resource",
)
@door("library.review")
def review_resource(request: Request, uid: str, data: ReviewIn) -> ResourceOut:
    """One review each."""
    actions.review(_resource(request, uid), **data.dict(), actor=request.user)
    return _read(request, uid)


@router.delete(
    "/resources/{uid}/review",
    response={204: None, **REFUSALS},
    operation_id="take_back_review",
    summary="Take a review back",
)
@door("library.review")
def take_back_review(request: Request, uid: str) -> Status[None]:
    """Your own."""
    actions.take_back(_resource(request, uid), actor=request.user)
    return Status(204, None)


@router.delete(
    "/resources/{uid}",
    response={204: None, **REFUSALS},
    operation_id="delete_resource",
    summary="Delete a resource",
)
@door("library.bin")
def delete_resource(request: Request, uid: str) -> Status[None]:
    """Into the bin, for 30 days."""
    bin_entry(_resource(request, uid).entry, actor=request.user)
    return Status(204, None)


def _said(data: ResourceIn) -> actions.Description:
    values = data.dict()
    return actions.Description(**{**values, "topics": tuple(values["topics"])})


def _resource(request: Request, uid: str) -> Resource:
    rows = Resource.objects.select_related("entry__community", "entry__author")
    resource: Resource = get_visible_or_404(
        rows.prefetch_related("entry__topics"), request.user, entry__uid=uid, entry__kind=KIND
    )
    return resource


def _line_of(resource: Resource) -> dict[str, Any]:
    entry = resource.entry
    return {
        "uid": entry.uid,
        "title": entry.title,
        "form": resource.form,
        "address": resource.address,
        "made_by": resource.made_by,
        "year": resource.year,
        "language": entry.language,
        "used_for": entry.summary,
        "topics": [topic.label for topic in entry.topics.all()],
        "stars": resource.stars,
        "reviews": resource.review_count,
        "is_dead": resource.is_dead,
        "community": entry.community.slug,
        "author": author_out(entry.author),
        "url": entry.get_absolute_url(),
        "created": entry.created,
    }


def _read(request: Request, uid: str) -> ResourceOut:
    resource = _resource(request, uid)
    return ResourceOut(
        **_line_of(resource),
        looked_at=resource.looked_at,
        failing_since=resource.failing_since,
        problem=resource.problem,
        said=[
            ReviewOut(
                stars=one.stars,
                sentence=one.sentence,
                by=author_out(one.person),
                created=one.created,
                changed=one.changed,
            )
            for one in queries.reviews_of(resource, seen_by=request.user)
        ],
    )
