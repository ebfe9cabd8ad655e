"""Asking the index in the name of a person, and asking the rule of sight once more before showing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models import Value
from django.db.models.functions import Lower, StrIndex

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.entries.queries import SHOWN_IN_LISTS
from practica.core.entries.scopes import scopes_of_reader
from practica.core.people.models import Person
from practica.kit.contracts import kinds
from practica.kit.contracts.search import Filters, Hit, Result
from practica.kit.prepared import prepared
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.meaning import choosing

log = structlog.get_logger(__name__)

PAGE = 20
LONGEST = 2000
# Characters of a passage that are shown: about three lines.
EXCERPT = 300


@dataclass(frozen=True)
class Found:
    """One hit as shown: the entry, the address of the passage, the passage cut where words matched."""

    entry: Entry
    hit: Hit

    @property
    def url(self) -> str:
        """Where the passage stands."""
        anchor = self.hit.passage.anchor
        return self.entry.get_absolute_url() + (f"#{anchor}" if anchor else "")

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The part of the passage where most words matched, as (text, is a matching word) pieces in order."""
        text = self.hit.passage.text
        start, end = _window(text, self.hit.marks)
        at, pieces = start, [("… ", False)] if start else []
        for first, last in self.hit.marks:
            if start <= first and last <= end:
                if first > at:
                    pieces.append((text[at:first], False))
                pieces.append((text[first:last], True))
                at = last
        if at < end:
            pieces.append((text[at:end], False))
        return [*pieces, (" …", False)] if end < len(text) else pieces


def _window(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where to cut ``text`` so that about ``EXCERPT`` characters with the most matching words remain."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    leads = [max(first - EXCERPT // 6, 0) for first, _last in marks] or [0]
    best = max(leads, key=lambda at: sum(at <= first and last <= at + EXCERPT for first, last in marks))
    start = 0 if best < EXCERPT // 6 else text.rfind(" ", 0, best) + 1
    stop = text.find(" ", start + EXCERPT)
    return start, len(text) if stop < 0 else stop


@dataclass(frozen=True)
class Findings:
    """A page of hits, how many there are in all, and per kind; the spelling used, if another."""

    hits: list[Found]
    total: int
    kinds: list[tuple[kinds.Kind, int]]
    corrected: str = ""
    is_away: bool = False


def find(
    query: str,
    *,
    person: Any,
    kind: str = "",
    community: Community | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> Findings:
    """What ``person`` may see that answers ``query``. Never raises for any query."""
    filters = Filters(kinds=(kind,) if kind else (), community_uids=(community.uid,) if community else ())
    try:
        result = index.reader().search(
            query[:LONGEST],
            scopes=scopes_of_reader(person),
            filters=filters,
            limit=limit,
            offset=offset,
            meaning=index.meaning(),
        )
    except (IndexBroken, IndexOutdated) as problem:
        log.error("search is away", reason=str(problem))
        return Findings([], 0, [], is_away=True)
    hits = _seen(result.hits, person)
    lost = len(result.hits) - len(hits)
    return Findings(hits, max(result.total - lost, len(hits)), _kinds(result), result.corrected)


def _kinds(result: Result) -> list[tuple[kinds.Kind, int]]:
    known = kinds.all_kinds()
    counted = [(known[name], count) for name, count in result.kinds.items() if name in known]
    return sorted(counted, key=lambda pair: -pair[1])


def _seen(hits: Any, person: Any) -> list[Found]:
    """The rule of sight once more: the index may be a moment behind."""
    uids = list({hit.entry_uid for hit in hits})
    entries = {entry.uid: entry for entry in _entries(person, uids=uids)}
    return [Found(entries[hit.entry_uid], hit) for hit in hits if hit.entry_uid in entries]


def trouble(person: Any) -> str:
    """For administrators: why search goes by words alone though it should not; empty when all is well."""
    return choosing.problem() if getattr(person, "is_administrator", False) else ""


def places(person: Any) -> list[Community]:
    """Communities of ``person`` to narrow a search to."""
    return _places(person) if person.pk is not None else []


@prepared
def _places(person: Any) -> Any:
    return Community.objects.listed_for(person).joined_by(person).order_by("name")[:12]


@prepared
def _entries(person: Any, *, uids: list[str]) -> Any:
    rows = Entry.objects.visible_to(person).filter(uid__in=uids).select_related("community", "author")
    return rows.only(*SHOWN_IN_LISTS)


@dataclass(frozen=True)
class Suggestions:
    """What a person may mean by the first letters: entries, communities, people."""

    entries: list[Found]
    communities: list[Community]
    people: list[Person]

    def __bool__(self) -> bool:
        """Whether there is anything to offer."""
        return bool(self.entries or self.communities or self.people)


def suggest(prefix: str, *, person: Any, limit: int = 8) -> Suggestions:
    """Titles, communities and people that begin with ``prefix`` (two letters at least)."""
    prefix = " ".join(prefix.split())[:80]
    if len(prefix) < 2:
        return Suggestions([], [], [])
    try:
        hits = index.reader().suggest(prefix, scopes=scopes_of_reader(person), limit=limit)
    except (IndexBroken, IndexOutdated):
        hits = []
    return Suggestions(_seen(hits, person), _communities(person, part=prefix), _people(person, part=prefix))


@prepared
def _communities(person: Any, *, part: str) -> Any:
    return _named(Community.objects.listed_for(person), part)


@prepared
def _people(person: Any, *, part: str) -> Any:
    return _named(Person.objects.visible_to(person).active(), part)


def _named(rows: Any, part: str) -> Any:
    """The first three of ``rows`` with ``part`` in their name, whatever its case."""
    found = rows.annotate(found_at=StrIndex(Lower("name"), Lower(Value(part))))
    return found.filter(found_at__gt=0).order_by("name")[:3]


def similar(text: str, *, person: Any, besides: str = "", limit: int = 5) -> list[Found]:
    """Entries close to ``text`` (a title being typed): questions and pages, without the one ``besides``."""
    if len(text.strip()) < 4:
        return []
    findings = find(text, person=person, limit=limit + 1)
    return [found for found in findings.hits if found.entry.uid != besides][:limit]
