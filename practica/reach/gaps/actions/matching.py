"""When something new may be what a gap misses: say so to whoever looks after it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import demand
from practica.kit.contracts import asking, finding
from practica.reach.gaps import access
from practica.reach.gaps.facts import GapMatched
from practica.reach.gaps.likeness import Neighbourhood
from practica.reach.gaps.models import Gap, GapProposal, Wording

MOST_COMPARED = 5000
# One entry is proposed to few gaps: what is like everything answers nothing.
MOST_GAPS = 3


@transaction.atomic
def match(entry_ids: Iterable[int]) -> None:
    """Propose each of these entries to the gaps its title is like. Once proposed, never again."""
    entries = Entry.objects.filter(pk__in=list(entry_ids), state=Entry.State.PUBLISHED)
    places: dict[int | None, Neighbourhood[int]] = {}
    for entry in entries.exclude(kind__in=list(asking.all_asking())).order_by("pk"):
        stems = finding.stems(entry.title, entry.language)
        for place in (entry.community_id, None):
            if place not in places:
                places[place] = _unsettled(place)
            found = places[place].groups_like(stems)[:MOST_GAPS]
            for gap in Gap.objects.filter(pk__in=[gap_id for gap_id, _alike in found]):
                propose(gap, entry)


def _unsettled(community_id: int | None) -> Neighbourhood[int]:
    place: Neighbourhood[int] = Neighbourhood()
    rows = Wording.objects.filter(community=community_id, gap__state__in=Gap.UNSETTLED)
    for gap_id, stems in rows.order_by("-pk").values_list("gap_id", "stems")[:MOST_COMPARED]:
        place.add(gap_id, stems)
    return place


def propose(gap: Gap, entry: Entry) -> None:
    """Say that ``entry`` may be what ``gap`` misses, inside the caller's transaction."""
    _one, new = GapProposal.objects.get_or_create(gap=gap, entry=entry)
    if new:
        record(
            GapMatched(
                subject_id=gap.owner_id, community_id=gap.community_id, entry_id=entry.pk, gap_id=gap.pk
            )
        )


@transaction.atomic
def decline(proposal: GapProposal, *, actor: Person) -> None:
    """Say that the entry is not what the gap misses."""
    demand(access.can_tend(actor, proposal.gap), _("You do not look after this."))
    proposal.declined_at = timezone.now()
    proposal.save(update_fields=["declined_at"])
