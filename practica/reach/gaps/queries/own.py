"""What a person sees of her own: what she chose about her name, and what she waits to be told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.gaps.models import Gap, GapChoice, GapSignal

MOST = 100


@dataclass(frozen=True)
class Wait:
    """Something she asked to be told of. ``entry`` is set once it is written and she may see it."""

    signal: GapSignal
    place: str
    entry: Entry | None
    url: str


def choice_of(person: Any) -> str:
    """What ``person`` chose about her name."""
    chosen = GapChoice.objects.visible_to(person).values_list("name", flat=True).first()
    return chosen or GapChoice.Name.ASK


def waits_of(person: Any) -> list[Wait]:
    """What ``person`` asked to be told of, the last first; the same wording once."""
    own = GapSignal.objects.visible_to(person).live().filter(person=person.pk)
    latest = own.order_by().values("community", "key").annotate(latest=Max("pk")).values("latest")
    rows = list(own.filter(pk__in=latest).select_related("wording__gap").order_by("-pk")[:MOST])
    places = dict(
        Community.objects.visible_to(person)
        .filter(pk__in={row.community_id for row in rows})
        .values_list("pk", "name")
    )
    gaps = [row.wording.gap for row in rows if row.wording]
    written = (
        Entry.objects.visible_to(person)
        .select_related("community")
        .in_bulk({gap.entry_id for gap in gaps if gap.state == Gap.State.CLOSED and gap.entry_id})
    )
    return [_wait(row, places, written) for row in rows]


def _wait(signal: GapSignal, places: dict[int, str], written: dict[int, Entry]) -> Wait:
    gap = signal.wording.gap if signal.wording else None
    entry = written.get(gap.entry_id or 0) if gap else None
    url = entry.get_absolute_url() + (f"#{gap.anchor}" if gap and gap.anchor else "") if entry else ""
    return Wait(signal, places.get(signal.community_id or 0, ""), entry, url)
