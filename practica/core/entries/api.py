"""Verifications for machines: who said that an entry is still right, saying so, taking it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Router, Schema, Status

from practica.core.entries import actions
from practica.core.entries.models import Entry
from practica.core.entries.verified import Verified, verifications_of
from practica.kit.access import door, get_visible_or_404
from practica.kit.contracts.api import CONFLICT, REFUSALS, AuthorOut, Input, author_out
from practica.kit.http import Request

router = Router(tags=["Entries"])


class VerifiedOut(Schema):
    """Who said last that it is right; ``by`` is null when you may not know. ``is_current``: the text is still
    the one that was verified, but for small changes."""

    at: dt.datetime
    by: AuthorOut | None
    note: str
    is_current: bool


class VerificationOut(VerifiedOut):
    """A statement in the history; ``text_of`` is when the text it is about was saved."""

    text_of: dt.datetime
    taken_back_at: dt.datetime | None


class VerifyIn(Input):
    """That it is right. ``changed`` is the ``changed`` of the text you read: 409 when another one stands."""

    note: str = Field("", max_length=300, examples=["Tried on the new pumps"])
    changed: dt.datetime | None = None


@router.get(
    "/entries/{uid}/verifications",
    response={200: list[VerificationOut], **REFUSALS},
    operation_id="list_verifications",
    summary="Who verified it",
)
@door("entries.see")
def index(request: Request, uid: str) -> list[dict[str, Any]]:
    """Who said that an entry (a page, a question) is still right, newest first, at most a hundred."""
    return [_out(one) for one in verifications_of(_entry(request, uid), person=request.user)]


@router.post(
    "/entries/{uid}/verifications",
    response={201: VerificationOut, **CONFLICT, **REFUSALS},
    operation_id="verify",
    summary="Verify it",
)
@door("entries.verify")
def verify(request: Request, uid: str, data: VerifyIn) -> Status[dict[str, Any]]:
    """Says that it is still right. Authors, owners and leads do."""
    entry = _entry(request, uid)
    actions.verify(entry, note=data.note, read_of=data.changed, actor=request.user)
    return Status(201, _out(verifications_of(entry, person=request.user)[0]))


@router.delete(
    "/entries/{uid}/verifications",
    response={204: None, **REFUSALS},
    operation_id="take_back_verification",
    summary="Take the last verification back",
)
@door("entries.take_back_verification")
def take_back(request: Request, uid: str) -> Status[None]:
    """Takes back what was said last. It stays in the list, with its day."""
    actions.take_back_verification(_entry(request, uid), actor=request.user)
    return Status(204, None)


def verified_out(verified: Verified | None) -> VerifiedOut | None:
    """The statement that stands, for machines; None where there is none."""
    if verified is None:
        return None
    return VerifiedOut(
        at=verified.at, by=author_out(verified.person), note=verified.note, is_current=verified.is_current
    )


def _out(one: Verified) -> dict[str, Any]:
    return {
        "at": one.at,
        "by": author_out(one.person),
        "note": one.note,
        "is_current": one.is_current,
        "text_of": one.text_of,
        "taken_back_at": one.taken_back_at,
    }


def _entry(request: Request, uid: str) -> Entry:
    rows = Entry.objects.select_related("community", "verification")
    entry: Entry = get_visible_or_404(rows, request.user, uid=uid)
    return entry
