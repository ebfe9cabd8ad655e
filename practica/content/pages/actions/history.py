"""Bringing along the versions a page had elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.models import Page, Revision
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

MOST_VERSIONS = 1000


@dataclass(frozen=True, kw_only=True)
class PastVersion:
    """A version from before the page came here. ``author_name`` is for those who are no person here."""

    title: str
    body: str
    at: dt.datetime
    author: Person | None = None
    author_name: str = ""
    reason: str = ""


@transaction.atomic
def add_revision_history(page: Page, versions: Sequence[PastVersion], *, actor: Person) -> Page:
    """Put ``versions``, oldest first, before the one version ``page`` has; return it with its new number.

    Raises Invalid when the page has been saved here already: its numbers are known to people by now.
    """
    demand(access.can_bring_history(actor, page), _("Only leads bring history along."))
    if len(versions) > MOST_VERSIONS:
        raise Invalid(_("At most %(most)d versions can be brought along.") % {"most": MOST_VERSIONS})
    if not versions:
        return page
    number = len(versions) + 1
    if not Page.objects.filter(pk=page.pk, version=1).update(version=number):
        raise Invalid(_("This page has been changed here already."))
    current = Revision.objects.get(page=page, number=1)
    current.number = number
    current.save(update_fields=["number"])
    Revision.objects.bulk_create(
        [
            Revision(
                page=page,
                number=place,
                title=" ".join(past.title.split())[:200] or current.title,
                body=past.body,
                author=past.author,
                author_name="" if past.author else past.author_name[:120],
                reason=" ".join(past.reason.split())[:300],
                created=past.at,
            )
            for place, past in enumerate(versions, start=1)
        ]
    )
    page.version = number
    writers = {past.author.pk if past.author else past.author_name for past in versions}
    page.writer_count = len(writers | {current.author_id})
    Page.objects.filter(pk=page.pk).update(writer_count=page.writer_count)
    return page
