"""What machines do with pages: list, read, write from a version, move, delete, look at the history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from practica.content.pages import actions, queries
from practica.content.pages.api.shapes import (
    PageChange,
    PageIn,
    PageLine,
    PageMove,
    PageOut,
    Pages,
    RevisionLine,
    RevisionOut,
    Revisions,
    line,
    out,
    revision_line,
    seen_parents,
)
from practica.content.pages.models import Page, Revision
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry
from practica.core.types.actions import set_values
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, Stale, door, get_visible_or_404
from practica.kit.contracts.api import CONFLICT, REFUSALS
from practica.kit.http import Request

router = Router(tags=["Pages"])

WITH = ("entry__community", "entry__author", "parent__entry", "type")


@router.get(
    "/communities/{slug}/pages",
    response={200: Pages, **REFUSALS},
    operation_id="list_pages",
    summary="List pages",
)
@door("pages.see")
def index(
    request: Request,
    slug: str,
    after: str = Query("", max_length=12, description="The `after` of the answer before."),
    limit: int = Query(50, ge=1, le=200),
) -> dict[str, Any]:
    """Pages of a community that you may see, oldest first, without their text."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    rows = Page.objects.visible_to(request.user).filter(community=community).select_related(*WITH)
    if after:
        mark = rows.filter(entry__uid=after).values_list("pk", flat=True).first()
        if mark is None:
            raise Invalid(_("There is no page to go on from."), field="after")
        rows = rows.filter(pk__gt=mark)
    found = list(rows.defer("body", "html", "outline").order_by("pk")[: limit + 1])
    seen = seen_parents(found[:limit], request.user)
    items = [PageLine(**line(page, seen)) for page in found[:limit]]
    return {"items": items, "after": items[-1].uid if len(found) > limit else ""}


@router.post(
    "/communities/{slug}/pages",
    response={201: PageOut, **REFUSALS},
    operation_id="create_page",
    summary="Write a page",
)
@door("pages.create")
def create(request: Request, slug: str, data: PageIn) -> Status[PageOut]:
    """Members write pages."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    values = data.dict()
    values["parent"] = _parent(request, data.parent)
    values["values"] = values.pop("fields")
    values["type"] = _type(request, community, data.type)
    page = actions.create(community=community, **values, actor=request.user)
    return Status(201, out(page, request.user))


@router.get(
    "/pages/{uid}", response={200: PageOut, **REFUSALS}, operation_id="read_page", summary="Read a page"
)
@door("pages.see")
def show(request: Request, uid: str) -> PageOut:
    """One page with its text, as Markdown and as HTML."""
    return out(found_page(request, uid), request.user)


@router.patch(
    "/pages/{uid}",
    response={200: PageOut, **CONFLICT, **REFUSALS},
    operation_id="change_page",
    summary="Save a new version",
)
@door("pages.edit")
def change(request: Request, uid: str, data: PageChange) -> PageOut:
    """Saves a new version. 409 with both texts when somebody saved since ``version``; fields are set also
    then, each for itself."""
    page = found_page(request, uid)
    title = page.entry.title if data.title is None else data.title
    body = page.body if data.body is None else data.body
    if data.fields:
        set_values(page.entry, data.fields, actor=request.user)
    try:
        saved = actions.save(
            page,
            title=title,
            body=body,
            topics=data.topics,
            started_from=data.version,
            reason=data.reason,
            significance=data.significance,
            actor=request.user,
        )
    except Stale as problem:
        problem.sent = {"title": data.title or "", "body": data.body or ""}
        raise
    return out(saved, request.user)


@router.post(
    "/pages/{uid}/move", response={200: PageOut, **REFUSALS}, operation_id="move_page", summary="Move a page"
)
@door("pages.move")
def move(request: Request, uid: str, data: PageMove) -> PageOut:
    """Puts the page, with all below it, elsewhere in the tree of its community."""
    page = found_page(request, uid)
    parent = _parent(request, data.parent)
    return out(actions.move(page, parent=parent, position=data.position, actor=request.user), request.user)


@router.delete(
    "/pages/{uid}", response={204: None, **REFUSALS}, operation_id="delete_page", summary="Delete a page"
)
@door("entries.bin")
def delete(request: Request, uid: str) -> Status[None]:
    """Puts the page into the bin, where it stays for 30 days."""
    bin_entry(found_page(request, uid).entry, actor=request.user)
    return Status(204, None)


@router.get(
    "/pages/{uid}/revisions",
    response={200: Revisions, **REFUSALS},
    operation_id="list_revisions",
    summary="History",
)
@door("pages.see")
def history(
    request: Request, uid: str, before: int | None = Query(None, ge=1, le=2_147_483_647)
) -> dict[str, Any]:
    """Saved versions, newest first, without their text."""
    rows, further = queries.history(found_page(request, uid), seen_by=request.user, before=before)
    return {"items": [RevisionLine(**revision_line(row)) for row in rows], "before": further}


@router.get(
    "/pages/{uid}/revisions/{number}",
    response={200: RevisionOut, **REFUSALS},
    operation_id="read_revision",
    summary="Read an old version",
)
@door("pages.see")
def revision(request: Request, uid: str, number: int) -> RevisionOut:
    """One saved version with its text."""
    page = found_page(request, uid)
    if not 0 < number <= page.version:
        raise Invalid(_("There is no such version."), field="number")
    row = get_visible_or_404(
        Revision.objects.select_related("author"), request.user, page=page, number=number
    )
    return RevisionOut(**revision_line(row), body=row.body)


def found_page(request: Request, uid: str) -> Page:
    """The page called ``uid`` for those who see it. Raises Http404 for everyone else."""
    rows = Page.objects.select_related(*WITH)
    page: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return page


def _type(request: Request, community: Community, uid: str) -> KnowledgeType | None:
    """The type a new page is to be of. One she may not see is as missing as one that never was."""
    if not uid:
        return None
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    found: KnowledgeType | None = rows.filter(uid=uid).first()
    if found is None:
        raise Invalid(_("There is no such type here."), field="type")
    return found


def _parent(request: Request, uid: str) -> Page | None:
    """The page to stand under. One she may not see is as missing as one that never was."""
    if not uid:
        return None
    found: Page | None = Page.objects.visible_to(request.user).filter(entry__uid=uid).first()
    if found is None:
        raise Invalid(_("There is no such page to stand under."), field="parent")
    return found
