"""Keeping what a person types before she posts it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.discussions import access
from practica.content.discussions.actions.writing import drop_draft
from practica.content.discussions.models import PostDraft, Thread
from practica.core.communities.models import Community
from practica.core.entries.models import TITLE_LENGTH
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.markup import MAX_BYTES


@transaction.atomic
def keep_draft(
    *,
    thread: Thread | None = None,
    community: Community | None = None,
    kind: str = "",
    title: str = "",
    body: str,
    topics: str = "",
    actor: Person,
) -> PostDraft | None:
    """Keep what ``actor`` typed in ``thread``, or for a new ``kind`` in ``community``. Nothing typed keeps
    nothing."""
    demand(access.can_keep_draft(actor), _("Sign in first."))
    if len(body.encode()) > MAX_BYTES:
        raise Invalid(_("This is too long to keep."), field="body")
    if not (title.strip() or body.strip() or topics.strip()):
        drop_draft(person=actor, thread=thread, community=community, kind=kind)
        return None
    draft, _new = PostDraft.objects.update_or_create(
        person=actor,
        thread=thread,
        community=community,
        kind=kind,
        defaults={
            "title": title[: TITLE_LENGTH * 2], "body": body, "topics": topics[:500], "saved": timezone.now(),
        },
    )  # fmt: skip
    return draft


@transaction.atomic
def throw_draft_away(draft: PostDraft, *, actor: Person) -> None:
    """Forget a draft of one's own."""
    demand(draft.person_id == actor.pk, _("This draft is not yours."))
    draft.delete()
