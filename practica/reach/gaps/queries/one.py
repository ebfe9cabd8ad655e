"""One gap with all that helps to close it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Q

from practica.core.communities.models import Membership
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.kit.access import or_404
from practica.kit.contracts import asking, finding
from practica.kit.models import UID_ALPHABET, UID_LENGTH
from practica.reach.gaps.likeness import NEARLY, Neighbourhood
from practica.reach.gaps.models import Gap, GapMove, GapProposal, GapSignal, Wording
from practica.reach.gaps.queries.later import Later, later_of

MOST_WORDINGS = 100
MOST_COMPARED = 5000
NAMES = 20
NEAR = 12
ANSWERERS = 4
WORKS_SHOWN = 2
_UID = re.compile(f"[{UID_ALPHABET}]{{{UID_LENGTH}}}")


@dataclass(frozen=True)
class Answerer:
    """Somebody who may know, and what she wrote near it."""

    person: Person
    works: list[Entry]


@dataclass(frozen=True)
class GapPage:
    """What the page of a gap shows; everything in it is what its reader may see."""

    gap: Any
    answer: Entry | None
    wordings: list[Any]
    askers: list[Person]
    unnamed: int
    questions: list[Entry]
    proposals: list[GapProposal]
    written: list[Entry]
    answerers: list[Answerer]
    similar: list[Any]
    moves: list[GapMove]
    later: Later | None = None
    kinds: list[tuple[str, int]] = field(default_factory=list)


def gap_or_404(uid: str, person: Any) -> Any:
    """The gap with its demand, if ``person`` may see it."""
    rows = Gap.objects.visible_to(person).with_demand()
    rows = rows.select_related("community", "owner", "closed_by", "merged_into")
    return or_404(rows.filter(uid=uid).first())


def page_of(gap: Any, *, person: Any) -> GapPage:
    """Everything about ``gap``, which ``person`` may see."""
    signals = GapSignal.objects.live().filter(wording__gap=gap)
    named = signals.named()
    askers = Person.objects.visible_to(person).filter(pk__in=named.values("person")).distinct()
    shown = list(askers.order_by("name", "pk")[:NAMES])
    near = _near(gap, person) if gap.is_unsettled else []
    moves = GapMove.objects.filter(Q(source=gap) | Q(target=gap), undone_at=None)
    return GapPage(
        gap=gap,
        answer=_answer(gap, person),
        wordings=list(_wordings(gap)),
        askers=shown,
        unnamed=signals.values("asker").distinct().count() - len(shown),
        questions=_questions(signals, person),
        proposals=_proposals(gap, person) if gap.is_unsettled else [],
        written=_written_since(gap, person) if gap.is_unsettled else [],
        answerers=_answerers(near, gap, person, but={one.pk for one in shown}),
        similar=_similar(gap, person) if gap.is_unsettled else [],
        moves=list(moves.select_related("source", "target", "by").order_by("-pk")[:10]),
        later=later_of(gap, signals),
        kinds=_kinds(signals),
    )


def _answer(gap: Gap, person: Any) -> Entry | None:
    """What it was closed with, while ``person`` may see that."""
    if gap.entry_id is None:
        return None
    return Entry.objects.visible_to(person).filter(pk=gap.entry_id).select_related("community").first()


def _wordings(gap: Gap) -> Any:
    """How it was asked, the most frequent first."""
    live = Count("signals", filter=Q(signals__withdrawn_at__isnull=True))
    rows = Wording.objects.filter(gap=gap).annotate(times=live).filter(times__gt=0)
    return rows.order_by("-times", "pk")[:MOST_WORDINGS]


def _kinds(signals: Any) -> list[tuple[str, int]]:
    """How it was missed, in words, and how often."""
    counted = dict(signals.order_by().values_list("kind").annotate(Count("pk")))
    return [(str(kind.label), counted[kind.value]) for kind in GapSignal.Kind if kind.value in counted]


def _questions(signals: Any, person: Any) -> list[Entry]:
    ids = signals.filter(kind=GapSignal.Kind.UNANSWERED).values("entry")
    rows = Entry.objects.visible_to(person).filter(pk__in=ids).select_related("community", "author")
    return list(rows.order_by("created", "pk")[:NAMES])


def _proposals(gap: Gap, person: Any) -> list[GapProposal]:
    seen = Entry.objects.visible_to(person).out().values("pk")
    rows = GapProposal.objects.filter(gap=gap, declined_at=None, entry__in=seen)
    return list(rows.select_related("entry__community").order_by("-at", "-pk")[:5])


def _written_since(gap: Gap, person: Any) -> list[Entry]:
    """What ``person`` published in the gap's community since she took it; the page she wrote for it."""
    if gap.owner_id != person.pk or gap.taken_at is None:
        return []
    rows = Entry.objects.visible_to(person).out().filter(author=person.pk, published__gte=gap.taken_at)
    if gap.community_id:
        rows = rows.filter(community=gap.community_id)
    proposed = GapProposal.objects.filter(gap=gap).values("entry")
    rows = rows.exclude(kind__in=list(asking.all_asking())).exclude(pk__in=proposed)
    return list(rows.select_related("community").order_by("-published", "-pk")[:3])


def _near(gap: Gap, person: Any) -> list[Entry]:
    uids = finding.near(gap.title, person=person, community=gap.community, limit=NEAR)
    rows = Entry.objects.visible_to(person).filter(uid__in=uids).select_related("community", "author")
    found = {entry.uid: entry for entry in rows}
    return [found[uid] for uid in uids if uid in found]


def _answerers(near: list[Entry], gap: Gap, person: Any, *, but: set[int]) -> list[Answerer]:
    """Authors of what is close to it, who are still here and did not ask for it."""
    works: dict[int, list[Entry]] = {}
    for entry in near:
        if entry.author_id and entry.author_id not in but:
            works.setdefault(entry.author_id, []).append(entry)
    if not works:
        return []
    people = Person.objects.visible_to(person).active().filter(pk__in=works)
    if gap.community_id:
        here = Membership.objects.active().filter(community=gap.community_id)
        people = people.filter(pk__in=here.values("person"))
    known = people.in_bulk()
    ranked = sorted(
        (pk for pk in works if pk in known), key=lambda pk: -len(works[pk])
    )  # stable: as near as found
    return [Answerer(known[pk], works[pk][:WORKS_SHOWN]) for pk in ranked[:ANSWERERS]]


def _similar(gap: Gap, person: Any) -> list[Any]:
    """Other gaps of the same place that may ask for the same, to be merged by hand."""
    place: Neighbourhood[int] = Neighbourhood()
    own: list[list[str]] = []
    rows = Wording.objects.filter(community=gap.community_id, gap__state__in=Gap.UNSETTLED)
    for gap_id, stems in rows.order_by("-pk").values_list("gap_id", "stems")[:MOST_COMPARED]:
        if gap_id == gap.pk:
            own.append(stems)
        else:
            place.add(gap_id, stems)
    best: dict[int, float] = {}
    for stems in own:
        for other, alike in place.groups_like(stems, least=NEARLY):
            best[other] = max(alike, best.get(other, 0))
    nearest = sorted(best, key=lambda pk: -best[pk])[:5]
    found = Gap.objects.visible_to(person).standing().with_demand().in_bulk(nearest)
    return [found[pk] for pk in nearest if pk in found]


def candidates(text: str, gap: Gap, *, person: Any) -> list[Entry]:
    """Published entries ``person`` may see that are found for ``text``, to close ``gap`` with."""
    uids = finding.near(text, person=person, limit=8)
    rows = Entry.objects.visible_to(person).out().filter(uid__in=uids).select_related("community")
    found = {entry.uid: entry for entry in rows}
    return [found[uid] for uid in uids if uid in found]


def entry_at(address: str, *, person: Any) -> tuple[Entry, str] | None:
    """The published entry an address of this site leads to and its fragment, if ``person`` may see it."""
    try:
        parts = urlsplit(address.strip()[:2000])
    except ValueError:
        return None
    entries = Entry.objects.visible_to(person).out().select_related("community")
    for name in reversed(_UID.findall(parts.path)):
        entry = entries.filter(uid=name).first()
        if entry is None:
            stored = StoredFile.objects.visible_to(person).filter(uid=name).values("entry")
            entry = entries.filter(pk__in=stored).first()
        if entry is not None:
            return entry, parts.fragment[:200]
    return None
