"""What machines do with the structure of pages: move them between communities, see what needs tidying."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from practica.content.pages import actions, queries
from practica.content.pages.api.doors import found_page, router
from practica.content.pages.api.shapes import PageOut, out
from practica.content.pages.models import Page
from practica.content.pages.queries.tidying import Report
from practica.core.communities.models import Community
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS, AuthorOut, Input, Uid, author_out
from practica.kit.http import Request


class PageToCommunity(Input):
    """Where a page is to stand: in the community called ``community`` (its slug), last under ``parent`` (a
    uid there; empty: at the top), with what stands below it or alone."""

    community: str = Field(max_length=80, examples=["valves"])
    parent: Uid = ""
    with_below: bool = True


class ToTidy(Schema):
    """A page a report found; ``href`` is the link that leads nowhere, in the report of broken links."""

    uid: str
    title: str
    url: str
    owner: AuthorOut | None
    changed: dt.datetime
    href: str


class Tidying(Schema):
    """What a report found, by title, and how much it holds in all."""

    items: list[ToTidy]
    count: int


@router.post(
    "/pages/{uid}/move-to-community",
    response={200: PageOut, **REFUSALS},
    operation_id="move_page_to_community",
    summary="Move a page to another community",
)
@door("pages.take_away")
def rehome(request: Request, uid: str, data: PageToCommunity) -> PageOut:
    """Its readers are those of that community from then on. Files go along, old addresses lead on."""
    page = found_page(request, uid)
    community = get_visible_or_404(Community, request.user, slug=data.community)
    parent = None
    if data.parent:
        rows = Page.objects.visible_to(request.user).of(community).filter(entry__uid=data.parent)
        parent = rows.first()
        if parent is None:
            raise Invalid(_("There is no such page to stand under."), field="parent")
    moved = actions.rehome(
        page, community=community, parent=parent, with_below=data.with_below, actor=request.user
    )
    return out(moved, request.user)


@router.get(
    "/communities/{slug}/pages/tidy",
    response={200: Tidying, **REFUSALS},
    operation_id="pages_to_tidy",
    summary="What needs tidying",
)
@door("pages.see")
def tidy(
    request: Request,
    slug: str,
    report: Literal["broken", "orphans", "unlinked", "unowned"] = "broken",
    limit: int = Query(200, ge=1, le=500),
) -> dict[str, Any]:
    """Broken links, orphans, pages nobody links to, pages without an owner; as far as you see them."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    found = queries.found_in(community, Report(report), seen_by=request.user, limit=limit)
    items = [
        ToTidy(
            uid=one.page.entry.uid,
            title=one.page.entry.title,
            url=one.page.get_absolute_url(),
            owner=author_out(one.page.entry.owner),
            changed=one.page.entry.changed,
            href=one.link.href if one.link else "",
        )
        for one in found
    ]
    return {"items": items, "count": queries.counts(community, seen_by=request.user)[report]}
