"""Where the pages of a source stand: what the source changed about it since, and what people did."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from practica.content.pages.models import Page
from practica.core.entries.models import Entry
from practica.interfaces.transfer.models import SourceLink


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a page stands today: ``parent`` is the uid of the page above it (before that went into the bin),
    ``below`` that of the page it stands under right now."""

    pk: int
    version: int
    parent: str
    below: str
    position: int
    is_binned: bool


def stands_of(entries: Iterable[int]) -> dict[int, Stand]:
    """Where the pages of ``entries`` stand, by entry."""
    rows = Page.objects.filter(entry__in=list(entries)).values_list(
        "entry_id",
        "pk",
        "version",
        "parent__entry__uid",
        "lifted_from__entry__uid",
        "position",
        "entry__state",
    )
    return {
        entry: Stand(pk, version, lifted or parent or "", parent or "", place, state == Entry.State.BINNED)
        for entry, pk, version, parent, lifted, place, state in rows.iterator()
    }


def moved_by_people(links: Iterable[SourceLink], stands: Mapping[int, Stand]) -> set[int]:
    """Ids of the links of pages that somebody put elsewhere here since the import left them."""
    links = [link for link in links if link.entry_id in stands and not stands[link.entry_id].is_binned]
    uids = {link.entry.uid for link in links}
    found = {link.pk for link in links if link.is_placed_here}
    groups: dict[tuple[str, str], list[SourceLink]] = defaultdict(list)
    for link in links:
        stand = stands[link.entry_id]
        # A parent that never came, or went for good, tells nothing.
        if stand.parent != link.parent_uid and (not link.parent_uid or link.parent_uid in uids):
            found.add(link.pk)
        elif link.pk not in found:
            groups[stand.parent, link.parent_uid].append(link)
    for group in groups.values():
        group.sort(key=lambda link: (link.place, link.pk))
        places = [stands[link.entry_id] for link in group]
        found |= {group[at].pk for at in _out_of_order([(place.position, place.pk) for place in places])}
    return found


def moved_by_source(
    known: Mapping[str, SourceLink], wanted: Sequence[tuple[str, str]], stands: Mapping[int, Stand]
) -> set[str]:
    """Keys of known pages that the source puts elsewhere than the last time.

    ``wanted`` are the pages of the source in order, each with the uid of the page it is to stand below.
    """
    found: set[str] = set()
    groups: dict[str, list[tuple[str, SourceLink]]] = defaultdict(list)
    for key, parent in wanted:
        link = known.get(key)
        if link is None or link.entry_id not in stands or stands[link.entry_id].is_binned:
            continue
        if link.parent_uid != parent:
            found.add(key)
        else:
            groups[parent].append((key, link))
    for group in groups.values():
        found |= {group[at][0] for at in _out_of_order([(link.place, link.pk) for _, link in group])}
    return found


def _out_of_order(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """The places of the fewest ``numbers`` that must have moved for the others to rise."""
    return set(range(len(numbers))) - _longest_rise(numbers)


def _longest_rise(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """The places of a longest rising run in ``numbers``."""
    ends: list[tuple[int, int]] = []
    at_end: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at_end[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at_end.append(place)
        else:
            ends[length], at_end[length] = number, place
    rise: set[int] = set()
    place = at_end[-1] if at_end else -1
    while place >= 0:
        rise.add(place)
        place = before[place]
    return rise
