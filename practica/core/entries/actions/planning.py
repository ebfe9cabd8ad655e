"""The day from which an entry needs a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from practica.core.entries import facts
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record


@transaction.atomic
def plan_looks(days: Mapping[int, dt.date | None]) -> None:
    """Let each of these entries (by id) need a look from its day on; None: from no day. Nothing is told of
    what stood so already."""
    entries = (
        Entry.objects.select_for_update(of=("self",)).filter(pk__in=days).only("community", "review_due")
    )
    moved = [entry for entry in entries if entry.review_due != days[entry.pk]]
    for entry in moved:
        entry.review_due = days[entry.pk]
    if moved:
        Entry.objects.bulk_update(moved, ["review_due"], batch_size=200)
        record(*(facts.LookPlanned(community_id=entry.community_id, entry_id=entry.pk) for entry in moved))
