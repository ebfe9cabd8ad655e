"""Gaps for machines: say what was not found, list what is missing, close it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.kit.access import demand, door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, Input, Uid
from practica.kit.http import Request
from practica.reach.gaps import access, actions, queries

router = Router(tags=["Missing"])

Show = Literal["", "open", "in_progress", "closed", "not_ours"]


class MissedIn(Input):
    """What was not found. ``community`` is a slug; with ``tell_me`` your name goes along."""

    text: str = Field(min_length=1, max_length=2000, examples=["gland torque for pump P-101"])
    kind: Literal["nothing_found", "not_helpful"] = "nothing_found"
    community: str = Field("", max_length=80)
    tell_me: bool = False


class Noted(Schema):
    """Whether it was noted: a text without a word is not, nor what is told too often in a day."""

    noted: bool


class GapOut(Schema):
    """Something people look for and do not find. ``demand`` counts people of the last 90 days."""

    uid: str
    title: str
    state: str
    demand: int
    last_asked: dt.datetime | None
    url: str


class Gaps(Schema):
    """A page of gaps, most wanted first."""

    items: list[GapOut]
    total: int


class ClosingIn(Input):
    """The entry that says what was missing."""

    entry: Uid


@router.post(
    "/missed", response={201: Noted, **REFUSALS}, operation_id="tell_missed", summary="Say what you missed"
)
@door("gaps.tell")
def tell(request: Request, data: MissedIn) -> Status[Noted]:
    """The same again on the same day counts once."""
    one = get_visible_or_404(Community, request.user, slug=data.community) if data.community else None
    told = actions.tell(data.kind, data.text, community=one, by_name=data.tell_me, actor=request.user)
    return Status(201, Noted(noted=told is not None))


@router.get(
    "/communities/{slug}/gaps",
    response={200: Gaps, **REFUSALS},
    operation_id="list_gaps",
    summary="List what is missing",
)
@door("gaps.look_after")
def index(request: Request, slug: str, show: Show = "", page: int = Query(1, ge=1, le=200)) -> dict[str, Any]:
    """For the core group; ``show`` narrows to a state, by default to what is to do. Pages of 30."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    demand(access.can_look_after(request.user, community), _("The core group looks after what is missing."))
    rows, total = queries.gaps_of(community, person=request.user, show=show, page=page)
    return {"items": [_out(row.gap) for row in rows], "total": total}


@router.post(
    "/gaps/{uid}/close", response={200: GapOut, **REFUSALS}, operation_id="close_gap", summary="Close a gap"
)
@door("gaps.tend")
def close(request: Request, uid: str, data: ClosingIn) -> GapOut:
    """Everyone who asked by name and may see the entry hears of it."""
    gap = queries.gap_or_404(uid, request.user)
    entry = get_visible_or_404(Entry, request.user, uid=data.entry)
    actions.close(gap, entry, actor=request.user)
    return _out(queries.gap_or_404(uid, request.user))


def _out(gap: Any) -> GapOut:
    return GapOut(
        uid=gap.uid,
        title=gap.title,
        state=gap.state,
        demand=gap.demand,
        last_asked=gap.last_asked,
        url=gap.get_absolute_url(),
    )
