"""The pages of a branch as one person sees it, in the order of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practica.content.pages.models import Page
from practica.kit.access import Invalid

#: A branch larger than this is printed in parts.
MOST_PAGES = 500


@dataclass(frozen=True)
class Placed:
    """A page of a branch; ``depth`` is 0 for the first, ``parent`` the id of the nearest page above it in the
    branch that the reader sees."""

    page: Page
    depth: int
    parent: int | None


def branch_of(page: Page, *, seen_by: Any) -> list[Placed]:
    """``page`` and all below it that ``seen_by`` sees, each below the nearest page above that she sees.

    Raises Invalid when they are too many.
    """
    rows = Page.objects.of(page.community).visible_to(seen_by).under(page)
    rows = rows.select_related("entry__community", "entry__author", "entry__owner", "type").in_tree_order()
    found = list(rows.defer("html", "outline")[:MOST_PAGES])
    if len(found) >= MOST_PAGES:
        raise Invalid(
            _("This branch has more than %(most)d pages. Take its parts one by one.") % {"most": MOST_PAGES}
        )
    below: dict[int, list[Page]] = {}
    seen = {page.pk, *(one.pk for one in found)}
    for one in found:
        parent = next(pk for pk in reversed(one.ancestor_ids) if pk in seen)
        below.setdefault(parent, []).append(one)
    placed: list[Placed] = []
    waiting = [Placed(page, 0, None)]
    while waiting:
        here = waiting.pop()
        placed.append(here)
        children = below.get(here.page.pk, [])
        waiting += [Placed(child, here.depth + 1, here.page.pk) for child in reversed(children)]
    return placed
