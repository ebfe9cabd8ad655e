"""What in a community's pages needs somebody's hand: links that lead nowhere, pages nobody comes to, pages
nobody looks after. All of it as far as the reader sees it, so that nothing is told of what she does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from practica.content.pages.models import Page
from practica.core.communities.models import Community, Membership
from practica.core.entries.models import Entry, Link

MOST_SHOWN = 500
MOST_TAKEN = 20_000


class Report(models.TextChoices):
    """What is looked for."""

    BROKEN = "broken", _("Broken links")
    ORPHANS = "orphans", _("Orphans")
    UNLINKED = "unlinked", _("Nobody links to")
    UNOWNED = "unowned", _("Without owner")


@dataclass(frozen=True)
class Found:
    """A page of a report; ``link`` is the one that leads nowhere, where it is about links."""

    page: Page
    link: Link | None = None


def found_in(community: Community, report: Report, *, seen_by: Any, limit: int = MOST_SHOWN) -> list[Found]:
    """The pages of a report by title; of broken links a line for each."""
    pages = _pages(community, seen_by)
    if report == Report.BROKEN:
        links = list(_broken(community, seen_by).order_by("source__title", "source", "pk")[:limit])
        by_entry = {
            page.entry_id: page for page in pages.filter(entry__in={link.source_id for link in links})
        }
        return [Found(by_entry[link.source_id], link) for link in links if link.source_id in by_entry]
    rows = pages.filter(_condition(report, seen_by)).order_by("entry__title", "pk")
    return [Found(page) for page in rows[:limit]]


def counts(community: Community, *, seen_by: Any) -> dict[str, int]:
    """How much each report of ``community`` holds: two queries."""
    conditions = {
        report.value: models.Count("pk", filter=_condition(report, seen_by))
        for report in Report
        if report != Report.BROKEN
    }
    counted = _pages(community, seen_by).order_by().aggregate(**conditions)
    return {Report.BROKEN.value: _broken(community, seen_by).count(), **counted}


def _pages(community: Community, person: Any) -> Any:
    rows = Page.objects.of(community).visible_to(person).filter(entry__state=Entry.State.PUBLISHED)
    rows = rows.select_related("entry__community", "entry__owner", "entry__author")
    return rows.defer("body", "html", "outline")


def _broken(community: Community, person: Any) -> Any:
    rows = Link.objects.visible_to(person).broken().filter(source__community=community, source__kind="page")
    return rows.filter(source__state=Entry.State.PUBLISHED)


def _condition(report: Report, person: Any) -> Any:
    links = Link.objects.visible_to(person).filter(target=OuterRef("entry")).exclude(source=OuterRef("entry"))
    # Rows are reached through their collections.
    in_tree = Q(trail__startswith="/")
    if report == Report.UNLINKED:
        return ~Exists(links) & in_tree
    if report == Report.ORPHANS:
        # Neither a link nor a neighbour in the tree leads there.
        below = Page.objects.visible_to(person).filter(parent=OuterRef("pk"))
        return ~Exists(links) & in_tree & Q(parent=None) & ~Exists(below)
    there = Membership.objects.filter(
        community=OuterRef("community"), person=OuterRef("entry__owner"), state=Membership.State.ACTIVE
    )
    gone = Q(entry__owner__is_active=False) | Q(entry__owner__has_account=False)
    return Q(entry__owner=None) | gone | ~Exists(there)
