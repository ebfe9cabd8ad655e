"""What a person has begun to write here, for the list of her drafts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from practica.content.pages.queries import drafts_to_continue, unpublished_pages
from practica.kit.contracts import drafts


def drafts_of(person: Any, limit: int) -> list[drafts.Draft]:
    """Her drafts, newest first."""
    rows = drafts_to_continue(person).select_related("community", "page__entry__community")
    return [
        drafts.Draft(
            kind="page",
            label=_("Changes to a page") if draft.page_id else _("New page"),
            title=draft.title or _("Without a title"),
            url=draft.get_absolute_url(),
            saved=draft.saved,
            community=draft.community.name,
            discard_url=reverse("pages:discard_draft", args=[draft.community.slug, draft.uid]),
        )
        for draft in rows.order_by("-saved", "-pk")[:limit]
    ]


def unpublished_of(person: Any, limit: int) -> list[drafts.Draft]:
    """Her pages that nobody else reads yet, newest first."""
    rows = unpublished_pages(person).with_entry().order_by("-entry__changed", "-pk")
    return [
        drafts.Draft(
            kind="page",
            label=_("Waits for its review") if page.entry.state == "in_review" else _("Unpublished page"),
            title=page.entry.title,
            url=page.get_absolute_url(),
            saved=page.entry.changed,
            community=page.entry.community.name,
            discard_url=page.address("delete"),
        )
        for page in rows[:limit]
    ]


drafts.register(drafts.DraftSource(name="pages", rows=drafts_to_continue, saved="saved", drafts=drafts_of))
drafts.register(
    drafts.DraftSource(
        name="unpublished pages", rows=unpublished_pages, saved="entry__changed", drafts=unpublished_of
    )
)
