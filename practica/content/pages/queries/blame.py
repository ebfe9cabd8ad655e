"""Who wrote which passage of a page, read back through its versions and kept until the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from practica.content.pages.models import Page, Revision
from practica.kit import markup

#: So many versions are read back; what is older belongs to the oldest of them.
MOST_VERSIONS = 100
_DAY = 86_400


@dataclass(frozen=True)
class Written:
    """A passage and the versions its sentences come from: first the one that gave it its last word."""

    block: str
    latest: Revision
    others: list[Revision]


def passages_of(page: Page, *, seen_by: Any) -> list[Written]:
    """The passages of ``page`` as it stands, for those who see it."""
    rows = Revision.objects.visible_to(seen_by).filter(page=page).order_by("-number")
    key = f"pages:blame:{page.pk}:{page.version}"
    found: list[markup.Passage] | None = caches["texts"].get(key)
    if found is None:
        found = markup.blame(_bodies(rows[:MOST_VERSIONS]))
        caches["texts"].set(key, found, _DAY)
    numbers = {number for passage in found for number in (passage.latest, *passage.versions)}
    named = rows.filter(number__in=numbers).select_related("author").defer("body")
    revisions = {revision.number: revision for revision in named}
    return [_written(passage, revisions) for passage in found if passage.latest in revisions]


def _bodies(rows: Any) -> Iterator[tuple[int, str]]:
    return rows.values_list("number", "body").iterator(chunk_size=10)


def _written(passage: markup.Passage, revisions: dict[int, Revision]) -> Written:
    latest = revisions[passage.latest]
    others = [revisions[one] for one in passage.versions if one != passage.latest and one in revisions]
    return Written(passage.block, latest, others)
