"""Emptying the bin: what lay there for thirty days goes for good."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from practica.core.entries.facts import EntryErased
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.kit.contracts.erasing import about_to_erase

KEPT_FOR = dt.timedelta(days=30)
BATCH = 100


def empty_bins() -> int:
    """Erase what was binned more than thirty days ago, a hundred entries a transaction; return how many."""
    erased = 0
    while gone := _erase_some():
        erased += gone
    return erased


@transaction.atomic
def _erase_some() -> int:
    """Held until they are gone: what somebody brings back at this moment is not erased under her hands."""
    old = Entry.objects.filter(state=Entry.State.BINNED, binned_at__lt=timezone.now() - KEPT_FOR)
    some = list(old.select_for_update(of=("self",)).order_by("binned_at")[:BATCH])
    return erase(some) if some else 0


@transaction.atomic
def erase(entries: list[Entry]) -> int:
    """Erase ``entries`` for good (no actor: whoever calls has asked); return how many."""
    ids = [entry.pk for entry in entries]
    for afterwards in about_to_erase(ids):
        transaction.on_commit(afterwards)
    record(
        *(
            EntryErased(community_id=entry.community_id, entry_id=entry.pk, uid=entry.uid, kind=entry.kind)
            for entry in entries
        )
    )
    Entry.objects.filter(pk__in=ids).delete()
    return len(ids)
