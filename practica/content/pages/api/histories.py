"""What machines do with versions: compare two, ask who wrote what, bring one back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query

from practica.content.pages import actions, queries
from practica.content.pages.api.doors import found_page, router
from practica.content.pages.api.shapes import (
    Comparison,
    PageOut,
    PassageOut,
    Restore,
    out,
)
from practica.content.pages.models import Page, Revision
from practica.content.pages.texts import words_of_changes
from practica.kit import markup
from practica.kit.access import Invalid, door
from practica.kit.contracts.api import CONFLICT, REFUSALS
from practica.kit.http import Request

Number = Query(..., ge=1, le=2_147_483_647)


@router.get(
    "/pages/{uid}/compare",
    response={200: Comparison, **REFUSALS},
    operation_id="compare_revisions",
    summary="Compare two versions",
)
@door("pages.see")
def compare(request: Request, uid: str, old: int = Number, new: int = Number) -> Comparison:
    """What changed from version ``old`` to ``new``, block by block, as HTML with ``ins`` and ``del``."""
    page = found_page(request, uid)
    before, after = (_revision(request, page, number) for number in (old, new))
    found = markup.differences(before.body, after.body, words=words_of_changes())
    blocks: list[Any] = [{"kind": row.kind, "old": row.old, "new": row.new} for row in found.rows]
    return Comparison(old_title=before.title, new_title=after.title, html=found.html, blocks=blocks)


@router.get(
    "/pages/{uid}/passages",
    response={200: list[PassageOut], **REFUSALS},
    operation_id="list_passages",
    summary="Who wrote what",
)
@door("pages.see")
def passages(request: Request, uid: str) -> list[dict[str, Any]]:
    """The blocks of a page with the versions their sentences come from."""
    written = queries.passages_of(found_page(request, uid), seen_by=request.user)
    return [
        {
            "body": one.block,
            "version": one.latest.number,
            "author": one.latest.writer,
            "created": one.latest.created,
            "earlier": [{"version": other.number, "author": other.writer} for other in one.others],
        }
        for one in written
    ]


@router.post(
    "/pages/{uid}/revisions/{number}/restore",
    response={200: PageOut, **CONFLICT, **REFUSALS},
    operation_id="restore_revision",
    summary="Restore an old version",
)
@door("pages.edit")
def restore(request: Request, uid: str, number: int, data: Restore) -> PageOut:
    """Saves an old version as a new one. 409 when somebody saved since ``version``."""
    page = found_page(request, uid)
    revision = _revision(request, page, number)
    return out(actions.restore(page, revision, started_from=data.version, actor=request.user), request.user)


def _revision(request: Request, page: Page, number: int) -> Revision:
    row = queries.revision(page, number, seen_by=request.user) if 0 < number <= page.version else None
    if row is None:
        raise Invalid(_("There is no such version."), field="number")
    return row
