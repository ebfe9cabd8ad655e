"""What a person has begun here, for the list of her drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from practica.content.discussions.models import QUESTION, PostDraft
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.kit.contracts import drafts


def rows(person: Any) -> Any:
    """Her drafts whose thread or community she still sees."""
    thread = Exists(Entry.objects.visible_to(person).filter(pk=OuterRef("thread__entry")))
    community = Exists(Community.objects.visible_to(person).filter(pk=OuterRef("community")))
    return PostDraft.objects.visible_to(person).filter(Q(thread) | Q(community))


def drafts_of(person: Any, limit: int) -> list[drafts.Draft]:
    """Her drafts, newest first."""
    found = rows(person).select_related("thread__entry__community", "community").order_by("-saved", "-pk")
    return [_draft(draft) for draft in found[:limit]]


def _draft(draft: PostDraft) -> drafts.Draft:
    discard = reverse("discussions:discard_draft", args=[draft.uid])
    if draft.thread is not None:
        entry = draft.thread.entry
        return drafts.Draft(
            kind=entry.kind,
            label=_("Your answer") if draft.thread.is_question else _("Your reply"),
            title=entry.title,
            url=f"{entry.get_absolute_url()}#reply",
            saved=draft.saved,
            community=entry.community.name,
            discard_url=discard,
        )
    community = draft.community
    if community is None:
        raise RuntimeError(f"Draft {draft.uid} belongs to nothing.")
    asking = draft.kind == QUESTION
    return drafts.Draft(
        kind=draft.kind,
        label=_("Your question") if asking else _("Your discussion"),
        title=draft.title or _("Without a title"),
        url=reverse("discussions:ask" if asking else "discussions:start", args=[community.slug]),
        saved=draft.saved,
        community=community.name,
        discard_url=discard,
    )


drafts.register(drafts.DraftSource(name="discussions", rows=rows, saved="saved", drafts=drafts_of))
