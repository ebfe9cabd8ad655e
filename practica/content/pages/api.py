"""Pages for machines: list, read, write with the version one started from, move, delete, history."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from practica.content.pages import actions, queries
from practica.content.pages.models import Page, Revision
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry
from practica.core.entries.models import Entry, Link
from practica.kit.access import Invalid, Stale, door, get_visible_or_404
from practica.kit.contracts.api import (
    CONFLICT,
    REFUSALS,
    AuthorOut,
    Body,
    Input,
    Title,
    Topics,
    Uid,
    author_out,
)
from practica.kit.http import Request

router = Router(tags=["Pages"])

MOST_LINKS = 1000
WITH = ("entry__community", "entry__author", "parent__entry")
Version = Field(ge=1, le=2_147_483_647, description="The version you started from.", examples=[3])


class PageLine(Schema):
    """A page in a list. ``parent`` is the uid of the page above it, empty at the top."""

    uid: str
    title: str
    summary: str
    url: str
    community: str
    parent: str
    position: int
    version: int
    state: str
    audience: str
    language: str
    author: AuthorOut | None
    created: dt.datetime
    changed: dt.datetime


class Pages(Schema):
    """Some pages; ask again with ``after`` for more, empty at the end."""

    items: list[PageLine]
    after: str


class HeadingOut(Schema):
    """A heading; ``id`` is the fragment that leads to it."""

    level: int
    id: str
    text: str


class LinkOut(Schema):
    """A link of the text, as written; ``target`` is the uid of the entry it leads to, if you may see that."""

    kind: str
    href: str
    anchor: str
    target: str
    is_broken: bool


class PageOut(PageLine):
    """A page with its text: ``body`` is Markdown, ``html`` what it looks like."""

    body: str
    html: str
    outline: list[HeadingOut]
    words: int
    topics: list[str]
    links: list[LinkOut]


class PageIn(Input):
    """A new page; it stands last under ``parent`` (a uid; empty: at the top)."""

    title: Title
    body: Body = ""
    parent: Uid = ""
    topics: Topics = []
    reason: str = Field("", max_length=300)
    audience: Literal["community", "members"] = "community"
    language: str = Field("", max_length=12)


class PageChange(Input):
    """What to change; what is left out stays. 409 when ``version`` is not the one that stands."""

    version: int = Version
    title: Title | None = None
    body: Body | None = None
    topics: Topics | None = None
    reason: str = Field("", max_length=300, examples=["Newer pressure limits"])
    significance: Literal["minor", "major"] = "major"


class PageMove(Input):
    """Where it is to stand: under ``parent`` (empty: at the top), at ``position`` from 0 (null: last)."""

    parent: Uid = ""
    position: int | None = Field(None, ge=0, le=1_000_000)


class RevisionLine(Schema):
    """A saved version; ``author`` is a name, of a person without an account too."""

    number: int
    title: str
    author: str
    reason: str
    significance: str
    restored_from: int | None
    created: dt.datetime


class Revisions(Schema):
    """Some versions, newest first; ask again with ``before`` for older ones, null at the end."""

    items: list[RevisionLine]
    before: int | None


class RevisionOut(RevisionLine):
    """A saved version with its text."""

    body: str


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
    seen = _seen_parents(found[:limit], request.user)
    items = [PageLine(**_line(page, seen)) for page in found[:limit]]
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
    page = actions.create(community=community, **values, actor=request.user)
    return Status(201, out(page, request.user))


@router.get(
    "/pages/{uid}", response={200: PageOut, **REFUSALS}, operation_id="read_page", summary="Read a page"
)
@door("pages.see")
def show(request: Request, uid: str) -> PageOut:
    """One page with its text, as Markdown and as HTML."""
    return out(_page(request, uid), request.user)


@router.patch(
    "/pages/{uid}",
    response={200: PageOut, **CONFLICT, **REFUSALS},
    operation_id="change_page",
    summary="Save a new version",
)
@door("pages.edit")
def change(request: Request, uid: str, data: PageChange) -> PageOut:
    """Saves a new version. 409 with both texts when somebody saved since ``version``."""
    page = _page(request, uid)
    title = page.entry.title if data.title is None else data.title
    body = page.body if data.body is None else data.body
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
    page = _page(request, uid)
    parent = _parent(request, data.parent)
    return out(actions.move(page, parent=parent, position=data.position, actor=request.user), request.user)


@router.delete(
    "/pages/{uid}", response={204: None, **REFUSALS}, operation_id="delete_page", summary="Delete a page"
)
@door("entries.bin")
def delete(request: Request, uid: str) -> Status[None]:
    """Puts the page into the bin, where it stays for 30 days."""
    bin_entry(_page(request, uid).entry, actor=request.user)
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
    rows, further = queries.history(_page(request, uid), seen_by=request.user, before=before)
    return {"items": [RevisionLine(**_revision_line(row)) for row in rows], "before": further}


@router.get(
    "/pages/{uid}/revisions/{number}",
    response={200: RevisionOut, **REFUSALS},
    operation_id="read_revision",
    summary="Read an old version",
)
@door("pages.see")
def revision(request: Request, uid: str, number: int) -> RevisionOut:
    """One saved version with its text."""
    page = _page(request, uid)
    if not 0 < number <= page.version:
        raise Invalid(_("There is no such version."), field="number")
    row = get_visible_or_404(
        Revision.objects.select_related("author"), request.user, page=page, number=number
    )
    return RevisionOut(**_revision_line(row), body=row.body)


def _page(request: Request, uid: str) -> Page:
    rows = Page.objects.select_related(*WITH)
    page: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return page


def _parent(request: Request, uid: str) -> Page | None:
    """The page to stand under. One she may not see is as missing as one that never was."""
    if not uid:
        return None
    found: Page | None = Page.objects.visible_to(request.user).filter(entry__uid=uid).first()
    if found is None:
        raise Invalid(_("There is no such page to stand under."), field="parent")
    return found


def _seen_parents(pages: list[Page], person: Any) -> set[int]:
    """Those of the pages above ``pages`` that ``person`` may see."""
    above = {page.parent_id for page in pages if page.parent_id}
    return (
        set(Page.objects.visible_to(person).filter(pk__in=above).values_list("pk", flat=True))
        if above
        else set()
    )


def _line(page: Page, seen_parents: set[int]) -> dict[str, Any]:
    entry = page.entry
    return {
        "uid": entry.uid,
        "title": entry.title,
        "summary": entry.summary,
        "url": entry.get_absolute_url(),
        "community": entry.community.slug,
        "parent": page.parent.entry.uid if page.parent is not None and page.parent_id in seen_parents else "",
        "position": page.position,
        "version": page.version,
        "state": entry.state,
        "audience": entry.audience,
        "language": entry.language,
        "author": author_out(entry.author),
        "created": entry.created,
        "changed": entry.changed,
    }


def _revision_line(row: Revision) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "author": row.writer,
        "reason": row.reason,
        "significance": row.significance,
        "restored_from": row.restored_from,
        "created": row.created,
    }


def out(page: Page, person: Any) -> PageOut:
    """``page`` for ``person``, who may see it. Where its links lead is told as far as she may see."""
    links = list(Link.objects.visible_to(person).filter(source=page.entry).order_by("pk")[:MOST_LINKS])
    targets = {link.target_id for link in links if link.target_id}
    uids = (
        dict(Entry.objects.visible_to(person).filter(pk__in=targets).values_list("pk", "uid"))
        if targets
        else {}
    )
    return PageOut(
        **_line(page, _seen_parents([page], person)),
        body=page.body,
        html=page.html,
        outline=[HeadingOut(**heading) for heading in page.outline],
        words=page.words,
        topics=list(page.entry.topics.order_by("label").values_list("label", flat=True)),
        links=[
            LinkOut(
                kind=link.kind,
                href=link.href,
                anchor=link.anchor,
                target=uids.get(link.target_id or 0, ""),
                is_broken=link.is_broken,
            )
            for link in links
        ],
    )
