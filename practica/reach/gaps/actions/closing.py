"""Closing a gap with what was missing, and telling everyone who asked; putting it aside; opening it again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid
from practica.reach.gaps.actions.tending import locked
from practica.reach.gaps.facts import GapClosed, GapPutAside, GapReopened
from practica.reach.gaps.models import Gap, GapSignal

# Failed searches are compared over this long before the closing.
BEFORE = dt.timedelta(days=30)


@transaction.atomic
def close(gap: Gap, entry: Entry, *, anchor: str = "", actor: Person) -> None:
    """Close ``gap`` with ``entry``, at ``anchor`` of it. Everyone who asked by name hears of it, if she may
    see the entry. Raises Invalid when it is not out, or not for ``actor`` to see."""
    gap = locked(gap, actor=actor)
    if not entry.is_out or not Entry.objects.visible_to(actor).filter(pk=entry.pk).exists():
        raise Invalid(_("Close it with something that is published."), field="address")
    if gap.state == Gap.State.CLOSED and gap.entry_id == entry.pk:
        return
    now = timezone.now()
    misses = GapSignal.objects.live().filter(wording__gap=gap, kind=GapSignal.Kind.NOTHING_FOUND)
    gap.closed_demand = _demand(gap)
    gap.misses_before = misses.filter(at__gte=now - BEFORE).count()
    gap.state, gap.entry, gap.anchor = Gap.State.CLOSED, entry, anchor[:200]
    gap.closed_at, gap.closed_by, gap.reason = now, actor, ""
    gap.owner = gap.owner or actor
    gap.save()
    GapSignal.objects.live().named().filter(wording__gap=gap).update(told_at=now)
    record(GapClosed(actor_id=actor.pk, community_id=gap.community_id, entry_id=entry.pk, gap_id=gap.pk))


def _demand(gap: Gap) -> int:
    return int(Gap.objects.with_demand().values_list("demand", flat=True).get(pk=gap.pk))


@transaction.atomic
def put_aside(gap: Gap, *, reason: str, actor: Person) -> None:
    """Say that ``gap`` is not for this place to close, and why. Raises Invalid without a reason."""
    gap = locked(gap, actor=actor)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask again."), field="reason")
    gap.state, gap.reason, gap.entry, gap.closed_at = Gap.State.NOT_OURS, reason, None, None
    gap.save(update_fields=["state", "reason", "entry", "closed_at"])
    record(GapPutAside(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk))


@transaction.atomic
def reopen(gap: Gap, *, actor: Person) -> None:
    """Open a settled ``gap`` again."""
    gap = locked(gap, actor=actor)
    if gap.is_unsettled:
        return
    gap.state = Gap.State.IN_PROGRESS if gap.owner_id else Gap.State.OPEN
    gap.reason, gap.entry, gap.anchor, gap.closed_at, gap.closed_by = "", None, "", None, None
    gap.save(update_fields=["state", "reason", "entry", "anchor", "closed_at", "closed_by"])
    record(GapReopened(actor_id=actor.pk, community_id=gap.community_id, gap_id=gap.pk))
