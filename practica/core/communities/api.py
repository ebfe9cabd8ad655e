"""Communities for machines: list, read, start, change, join, leave."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from practica.core.communities import actions
from practica.core.communities.access import role_in
from practica.core.communities.models import Community
from practica.core.people.models import Organisation
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, Input, Uid
from practica.kit.http import Request

router = Router(tags=["Communities"])

Audience = Literal["public", "everyone", "organisations", "members"]
Joining = Literal["open", "request", "invitation"]


class CommunityOut(Schema):
    """A community; ``role`` is the asker's, or empty."""

    uid: str
    slug: str
    name: str
    purpose: str
    audience: str
    joining: str
    is_listed: bool
    language: str
    approvals_needed: int
    member_count: int
    created: dt.datetime
    url: str
    role: str = ""


class CommunityIn(Input):
    """What a new community is. ``organisations`` are uids, for that audience."""

    name: str = Field(min_length=1, max_length=120, examples=["Pump maintenance"])
    purpose: str = Field("", max_length=300)
    audience: Audience = "everyone"
    organisations: list[Uid] = Field(default_factory=list, max_length=200)
    joining: Joining = "open"
    is_listed: bool = True
    language: str = Field("en", max_length=12)
    approvals_needed: int = Field(0, ge=0, le=3)


class CommunityChange(Input):
    """What to change; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=120)
    purpose: str | None = Field(None, max_length=300)
    audience: Audience | None = None
    joining: Joining | None = None
    is_listed: bool | None = None
    language: str | None = Field(None, max_length=12)
    approvals_needed: int | None = Field(None, ge=0, le=3)


class Communities(Schema):
    """Some communities; ask again with ``after`` for more, empty at the end."""

    items: list[CommunityOut]
    after: str


@router.get(
    "/communities",
    response={200: Communities, **REFUSALS},
    operation_id="list_communities",
    summary="List communities",
)
@door("communities.see")
def index(
    request: Request,
    q: str = Query("", max_length=200),
    after: str = Query("", max_length=120),
    limit: int = Query(50, ge=1, le=200),
) -> dict[str, Any]:
    """Communities a directory may name to you, by name."""
    rows = Community.objects.listed_for(request.user).order_by("name", "pk")
    if q:
        rows = rows.filter(name__icontains=q)
    if after:
        rows = rows.filter(name__gt=after)
    page = list(rows[: limit + 1])
    items = [out(community, request.user) for community in page[:limit]]
    return {"items": items, "after": page[limit - 1].name if len(page) > limit else ""}


@router.post(
    "/communities",
    response={201: CommunityOut, **REFUSALS},
    operation_id="start_community",
    summary="Start a community",
)
@door("communities.start")
def start(request: Request, data: CommunityIn) -> Status[CommunityOut]:
    """You become its coordinator."""
    values = data.dict()
    uids = values.pop("organisations")
    organisations = [get_visible_or_404(Organisation, request.user, uid=uid) for uid in uids]
    community = actions.start(**values, organisations=organisations, actor=request.user)
    community.refresh_from_db()
    return Status(201, out(community, request.user))


@router.get(
    "/communities/{slug}",
    response={200: CommunityOut, **REFUSALS},
    operation_id="read_community",
    summary="Read a community",
)
@door("communities.see")
def show(request: Request, slug: str) -> CommunityOut:
    """One community by its slug."""
    return out(get_visible_or_404(Community, request.user, slug=slug), request.user)


@router.patch(
    "/communities/{slug}",
    response={200: CommunityOut, **REFUSALS},
    operation_id="change_community",
    summary="Change it",
)
@door("communities.edit")
def change(request: Request, slug: str, data: CommunityChange) -> CommunityOut:
    """Coordinators only."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    values = {name: value for name, value in data.dict(exclude_unset=True).items() if value is not None}
    return out(actions.change(community, actor=request.user, **values), request.user)


@router.post(
    "/communities/{slug}/membership",
    response={201: CommunityOut, **REFUSALS},
    operation_id="join_community",
    summary="Join",
)
@door("communities.join")
def join(request: Request, slug: str) -> Status[CommunityOut]:
    """Become a member of an open community."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    actions.join(community, actor=request.user)
    community.refresh_from_db()
    return Status(201, out(community, request.user))


@router.delete(
    "/communities/{slug}/membership",
    response={204: None, **REFUSALS},
    operation_id="leave_community",
    summary="Leave",
)
@door("communities.leave")
def leave(request: Request, slug: str) -> Status[None]:
    """Stop being a member."""
    actions.leave(get_visible_or_404(Community, request.user, slug=slug), actor=request.user)
    return Status(204, None)


def out(community: Community, person: Any) -> CommunityOut:
    """``community`` as ``person`` reads it."""
    return CommunityOut(
        uid=community.uid,
        slug=community.slug,
        name=community.name,
        purpose=community.purpose,
        audience=community.audience,
        joining=community.joining,
        is_listed=community.is_listed,
        language=community.language,
        approvals_needed=community.approvals_needed,
        member_count=community.member_count,
        created=community.created,
        url=community.get_absolute_url(),
        role=role_in(person, community.pk) or "",
    )
