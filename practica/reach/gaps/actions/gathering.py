"""Putting signals together: the same wording into its gap, a similar one into the gap most like it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from practica.core.ledger.actions import record
from practica.kit.contracts import finding
from practica.reach.gaps.facts import AskedAfterClosing
from practica.reach.gaps.likeness import Neighbourhood
from practica.reach.gaps.models import Gap, GapSignal, Wording

BATCH = 500
# A signal is compared with the latest wordings of its place; older ones keep their exact match.
MOST_COMPARED = 5000


def gather_due() -> int:
    """Gather every signal that counts by now and is in no gap yet; return how many were."""
    waiting = GapSignal.objects.filter(wording=None, withdrawn_at=None, counts_from__lte=timezone.now())
    done = 0
    while ids := list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        gather(ids)
        done += len(ids)
    return done


@transaction.atomic
def gather(signal_ids: Iterable[int]) -> None:
    """Put these signals into gaps, in the order they came. One that is in a gap already stays; its asker is
    told at once when that gap is closed."""
    places: dict[int | None, Neighbourhood[int]] = {}
    signals = GapSignal.objects.select_for_update().filter(pk__in=list(signal_ids), withdrawn_at=None)
    for signal in signals.order_by("pk"):
        if signal.wording_id is None:
            signal.wording = _wording_of(signal, places)
            signal.save(update_fields=["wording"])
        _tell_if_closed(signal)


def _wording_of(signal: GapSignal, places: dict[int | None, Neighbourhood[int]]) -> Wording:
    known = Wording.objects.filter(community=signal.community_id, key=signal.key).first()
    if known is not None:
        return known
    if signal.community_id not in places:
        places[signal.community_id] = neighbourhood_of(signal.community_id)
    place, stems = places[signal.community_id], finding.stems(signal.text, signal.language)
    alike = place.groups_like(stems)
    gap_id = alike[0][0] if alike else _new_gap(signal).pk
    wording, _new = Wording.objects.get_or_create(
        community=signal.community,
        key=signal.key,
        defaults={"gap_id": gap_id, "text": signal.text, "stems": stems},
    )
    place.add(wording.gap_id, stems)
    return wording


def neighbourhood_of(community_id: int | None) -> Neighbourhood[int]:
    """The wordings of a community (None: of the whole site) by the id of their gap."""
    place: Neighbourhood[int] = Neighbourhood()
    rows = Wording.objects.filter(community=community_id).exclude(gap__state=Gap.State.NOT_OURS)
    latest = rows.order_by("-pk").values_list("gap_id", "stems")[:MOST_COMPARED]
    for gap_id, stems in reversed(latest):
        place.add(gap_id, stems)
    return place


def _new_gap(signal: GapSignal) -> Gap:
    return Gap.objects.create(community_id=signal.community_id, title=signal.text, opened_at=signal.at)


def _tell_if_closed(signal: GapSignal) -> None:
    gap = signal.wording.gap if signal.wording else None
    if gap is None or gap.state != Gap.State.CLOSED or gap.entry_id is None:
        return
    if signal.person_id is None or signal.told_at is not None or signal.kind == GapSignal.Kind.UNANSWERED:
        return
    signal.told_at = timezone.now()
    signal.save(update_fields=["told_at"])
    record(
        AskedAfterClosing(
            subject_id=signal.person_id,
            community_id=gap.community_id,
            entry_id=gap.entry_id,
            gap_id=gap.pk,
        )
    )
