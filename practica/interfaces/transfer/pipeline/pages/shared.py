"""A page on its way, what all batches of a run share, and how an item of the ledger ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practica.content.pages.texts import Text, words_in
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink, Waiting
from practica.interfaces.transfer.pipeline import apart
from practica.interfaces.transfer.pipeline.histories import Histories
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.people import Authors

Result = ImportItem.Result


@dataclass
class Draft:
    """A page on its way: its line of the ledger, its body for here, what is known about it."""

    item: ImportItem
    body: str
    about: Mapping[str, Any]
    order: apart.Order
    link: SourceLink | None
    piece: apart.Piece | None = None
    text: Text | None = None
    has_new_reasons: bool = False


class Shared:
    """What all batches of one run share: who brings where, authors found, the addresses pages will have,
    the page above each and its place among those beside it."""

    def __init__(self, imported: Import, actor: Person, histories: Histories | None) -> None:
        assert imported.community is not None
        self.imported, self.actor, self.histories = imported, actor, histories
        self.community = imported.community
        self.authors = Authors(self.community, actor)
        self.words = words_in(self.community.language)
        rows = ImportItem.objects.filter(import_run=imported, role__in=("page", "section", "part"))
        rows = rows.order_by("position")
        self.above: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.places: dict[str, int] = {}
        children: Counter[str] = Counter()
        for uid, title, parent in rows.values_list("uid", "title", "parent_uid").iterator():
            slug = slugify(title)[:80].strip("-")
            handle = f"{slug}-{uid}" if slug else uid
            self.addresses[uid] = f"/c/{self.community.slug}/pages/{handle}"
            self.above[uid] = parent
            self.places[uid] = children[parent]
            children[parent] += 1


def add_reason(draft: Draft, reason: dict[str, Any]) -> None:
    """Say of a page that comes in what is lost on the way."""
    draft.item.reasons = [*draft.item.reasons, reason]
    if draft.item.result in (Result.CREATED, Result.UPDATED):
        draft.item.result = Result.LOSSY
    draft.has_new_reasons = True


def reason_of(shared: Shared) -> str:
    """What the history says of pages without a reason of their own."""
    return _("Imported from %(label)s") % {"label": shared.imported.label}


@transaction.atomic
def fail(shared: Shared, draft: Draft, why: dict[str, Any]) -> None:
    """This page does not come in."""
    _end(shared, draft.item, Result.FAILED, why)


@transaction.atomic
def leave(shared: Shared, draft: Draft, why: dict[str, Any]) -> None:
    """This page stays as it is here; its text in the source is kept, to be compared."""
    draft.item.entry = draft.link.entry if draft.link else None
    _end(shared, draft.item, Result.SKIPPED, why)


def _end(shared: Shared, item: ImportItem, result: str, why: dict[str, Any]) -> None:
    item.result, item.is_done, item.reasons = result, True, [*item.reasons, why]
    item.save(update_fields=["result", "is_done", "reasons", "entry"])
    if not item.is_kept_from_source:
        Waiting.objects.filter(item=item).delete()
    beat(shared.imported, done=F("done") + 1)


def moment(text: str) -> dt.datetime | None:
    """The moment ``text`` (ISO 8601) names, if any."""
    return dt.datetime.fromisoformat(text) if text else None
