"""What looking at an address showed: it is called dead when it failed on two days, alive when it answers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from practica.content.library import facts
from practica.content.library.models import Resource
from practica.core.ledger.actions import record


@transaction.atomic
def note(resource: Resource, *, problem: str, fails: bool, at: dt.datetime | None = None) -> None:
    """Remember that its address was looked at (no actor: the house does). ``fails``: nothing is there;
    ``problem`` says what was wrong, or why it was not asked. An address changed meanwhile was not looked at.
    """
    at = at or timezone.now()
    row = (
        Resource.objects.select_for_update(of=("self",))
        .select_related("entry")
        .filter(pk=resource.pk)
        .first()
    )
    if row is None or row.address != resource.address:
        return
    was_dead, today = row.is_dead, at.date()
    row.looked_at, row.problem = at, problem[:200]
    if not fails:
        row.failing_since, row.is_dead = None, False
    elif row.failing_since is None:
        row.failing_since = today
    elif today > row.failing_since:
        row.is_dead = True
    row.save(update_fields=["looked_at", "problem", "failing_since", "is_dead"])
    if row.is_dead != was_dead:
        about = {"community_id": row.entry.community_id, "entry_id": row.entry_id}
        record(facts.ResourceDied(**about) if row.is_dead else facts.ResourceRevived(**about))
