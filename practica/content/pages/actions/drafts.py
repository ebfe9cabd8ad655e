"""Text one person has not saved yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.models import Draft, Page
from practica.core.communities.models import Community
from practica.core.entries.models import TITLE_LENGTH
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, demand
from practica.kit.models import UID_ALPHABET, UID_LENGTH, new_uid

MOST_DRAFTS = 200
MOST_CHARACTERS = 400_000
MOST_INPUTS = 100
_UID = re.compile(f"[{UID_ALPHABET}]{{{UID_LENGTH}}}")


@transaction.atomic
def save_draft(
    *,
    community: Community,
    page: Page | None = None,
    uid: str = "",
    parent: Page | None = None,
    title: str,
    body: str,
    topics: str = "",
    base_version: int = 0,
    type: KnowledgeType | None = None,
    fields: Mapping[str, Sequence[str]] | None = None,
    actor: Person,
) -> Draft:
    """Keep what ``actor`` has typed: her one draft of ``page``, or the draft ``uid`` of a page to be.

    A draft may be longer than a page (the writer is told when saving), up to 400,000 characters. ``fields``
    is what the form of the type's fields sends, by input.
    """
    demand(access.can_keep_draft(actor, community), _("Only members write pages here."))
    if len(body) > MOST_CHARACTERS:
        raise Invalid(_("This text is too long to be kept as a draft."), field="body")
    values = {
        "community": community,
        "parent": parent,
        "title": " ".join(title.split())[:TITLE_LENGTH],
        "body": body,
        "topics": topics[:500],
        "base_version": base_version,
        "type": type,
        "fields": _bounded(fields or {}),
        "saved": timezone.now(),
    }
    if page is not None:
        draft, _new = Draft.objects.update_or_create(person=actor, page=page, defaults=values)
        return draft
    mine = Draft.objects.filter(person=actor, page=None)
    if mine.filter(uid=uid).update(**values):
        return mine.get(uid=uid)
    if mine.count() >= MOST_DRAFTS:
        raise Invalid(_("You have %(most)d drafts. Finish or discard some first.") % {"most": MOST_DRAFTS})
    # The form brings the name, so that saving twice at once keeps one; a name somebody has is not taken.
    free = bool(_UID.fullmatch(uid)) and not Draft.objects.filter(uid=uid).exists()
    return Draft.objects.create(person=actor, uid=uid if free else new_uid(), **values)


def _bounded(fields: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was typed in fields, no more than a form can hold."""
    kept = {name: [str(one) for one in values] for name, values in list(fields.items())[:MOST_INPUTS]}
    if sum(len(one) for values in kept.values() for one in values) > MOST_CHARACTERS:
        raise Invalid(_("This text is too long to be kept as a draft."))
    return kept


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Person) -> None:
    """Throw a draft of one's own away."""
    demand(draft.person_id == actor.pk, _("This draft is not yours."))
    draft.delete()
