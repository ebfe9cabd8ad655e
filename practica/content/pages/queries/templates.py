"""Pages one can begin with."""

from __future__ import annotations

from typing import Any

from practica.content.pages.models import Page, PageTemplate
from practica.core.communities.models import Community
from practica.core.entries.models import Entry

MOST_TEMPLATES = 100


def templates_of(community: Community, *, seen_by: Any) -> list[PageTemplate]:
    """The templates of ``community`` that ``seen_by`` sees, by title; an example she does not see is none."""
    rows = PageTemplate.objects.visible_to(seen_by).filter(page__community=community)
    rows = rows.filter(page__entry__state=Entry.State.PUBLISHED).order_by("page__entry__title", "pk")
    # Templates are few, pages are many.
    rows = rows.walked().select_related("page__entry__community", "page__type")
    found = list(rows[:MOST_TEMPLATES])
    examples = {one.example_id for one in found if one.example_id}
    if examples:
        pages = Page.objects.visible_to(seen_by).filter(pk__in=examples).select_related("entry__community")
        seen = pages.defer("body", "html", "outline").in_bulk()
        for one in found:
            one.example = seen.get(one.example_id or 0)
    return found


def template_called(uid: str, community: Community, *, seen_by: Any) -> PageTemplate | None:
    """The template whose page has this uid, for who sees it."""
    rows = PageTemplate.objects.visible_to(seen_by).filter(page__entry__uid=uid, page__community=community)
    rows = rows.filter(page__entry__state=Entry.State.PUBLISHED)
    return rows.select_related("page__entry", "page__type").first()


def template_of(page: Page) -> PageTemplate | None:
    """That a page the caller has loaded is a template."""
    return PageTemplate.objects.filter(page=page).select_related("example__entry").first()
