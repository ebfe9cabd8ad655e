"""Reads about imports, shaped for plan, progress and ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.dateparse import parse_datetime

from practica.content.pages.models import Page, Revision
from practica.core.communities.models import LEADS, Community
from practica.interfaces.transfer.models import Import, ImportItem
from practica.kit import markup
from practica.kit.markup.diff import Differences

PAGE = 100


@dataclass(frozen=True)
class Wanted:
    """What a reader of a ledger narrows to. ``result`` may also be ``broken``: items with broken links."""

    result: str = ""
    path: str = ""
    after: int = 0


def counts(imported: Import) -> dict[str, int]:
    """Source items by outcome, every outcome named. They add up to ``items_in``."""
    rows = (
        ImportItem.objects.filter(import_run=imported).source_items().values("result").annotate(n=Count("pk"))
    )
    found = {row["result"]: row["n"] for row in rows.order_by()}
    return {result: found.get(result, 0) for result in ImportItem.Result.values}


def beside(imported: Import) -> dict[str, int]:
    """Lines that are no source items, by role: sections, parts of long pages, what is gone."""
    rows = (
        ImportItem.objects.filter(import_run=imported, is_item=False).values("role").annotate(n=Count("pk"))
    )
    return {row["role"]: row["n"] for row in rows.order_by()}


def with_broken_links(imported: Import) -> int:
    """How many items have broken links."""
    return ImportItem.objects.filter(import_run=imported, links_broken__gt=0).count()


def items(imported: Import, wanted: Wanted, *, limit: int = PAGE) -> tuple[list[ImportItem], int]:
    """Lines of the ledger in order, and the position to go on after (0: that was all)."""
    rows = ImportItem.objects.filter(import_run=imported, position__gt=wanted.after).order_by("position")
    if wanted.result == "broken":
        rows = rows.filter(links_broken__gt=0)
    elif wanted.result in ImportItem.Result.values:
        rows = rows.filter(result=wanted.result)
    if wanted.path:
        rows = rows.filter(path__icontains=wanted.path)
    page = list(rows.select_related("entry__community", "import_run")[: limit + 1])
    return page[:limit], page[limit - 1].position if len(page) > limit else 0


def all_items(imported: Import) -> Iterator[ImportItem]:
    """Every line, for a download."""
    rows = (
        ImportItem.objects.filter(import_run=imported).select_related("entry__community").order_by("position")
    )
    yield from rows.iterator(chunk_size=500)


@dataclass(frozen=True)
class Comparison:
    """A page that people edited here beside its text in the source: ``old`` and ``new`` have ``title``,
    ``writer``, ``created`` and ``reason`` as versions have."""

    item: ImportItem
    page: Page
    old: Revision
    new: Revision
    differences: Differences


def comparison(imported: Import, position: int, *, seen_by: Any) -> Comparison | None:
    """The page of one line of the ledger beside the text its source has; None when ``seen_by`` does not see
    the page, or the text is no longer kept."""
    item = ImportItem.objects.filter(import_run=imported, position=position).select_related("waiting").first()
    if item is None or item.entry_id is None or not hasattr(item, "waiting"):
        return None
    page = Page.objects.visible_to(seen_by).with_entry().filter(entry=item.entry_id).first()
    if page is None:
        return None
    old = Revision.objects.visible_to(seen_by).select_related("author").get(page=page, number=page.version)
    about = item.waiting.about
    new = Revision(
        page=page,
        title=item.title,
        body=item.waiting.body,
        author_name=about["authors"][0][0] if about["authors"] else imported.label,
        created=parse_datetime(about["changed"]) or imported.created,
    )
    return Comparison(item, page, old, new, markup.differences(page.body, new.body))


def mine(person: Any, *, limit: int = PAGE) -> list[Import]:
    """The imports ``person`` sees, newest first."""
    return list(
        Import.objects.visible_to(person).select_related("community", "started_by").newest_first()[:limit]
    )


def led_by(person: Any) -> list[Community]:
    """The communities ``person`` may import into."""
    rows = Community.objects.filter(
        memberships__person=person.pk, memberships__role__in=LEADS, memberships__state="active"
    )
    return list(rows.order_by("name").distinct()[:200])
