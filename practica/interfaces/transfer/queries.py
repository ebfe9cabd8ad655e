"""Reads about imports, shaped for plan, progress and ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from practica.core.communities.models import LEADS, Community
from practica.interfaces.transfer.models import Import, ImportItem

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
    page = list(rows.select_related("entry__community")[: limit + 1])
    return page[:limit], page[limit - 1].position if len(page) > limit else 0


def all_items(imported: Import) -> Iterator[ImportItem]:
    """Every line, for a download."""
    rows = (
        ImportItem.objects.filter(import_run=imported).select_related("entry__community").order_by("position")
    )
    yield from rows.iterator(chunk_size=500)


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
