"""What somebody may mean by the first letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Lower, StrIndex

from practica.core.communities.models import Community
from practica.core.entries.models import Entry, ReadMark, Topic
from practica.core.entries.scopes import scopes_of_reader
from practica.core.people.models import Person
from practica.kit.prepared import prepared
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.queries.hits import Found, seen

#: So many things read lately are offered before anything is typed.
LATEST = 6


@dataclass(frozen=True)
class Suggestions:
    """What a person may mean by the first letters: entries, communities, people, topics."""

    entries: list[Found]
    communities: list[Community]
    people: list[Person]
    topics: list[Topic] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to offer."""
        return bool(self.entries or self.communities or self.people or self.topics)


def suggest(prefix: str, *, person: Any, limit: int = 8) -> Suggestions:
    """Titles, communities, people and topics that begin with ``prefix`` (two letters at least)."""
    prefix = " ".join(prefix.split())[:80]
    if len(prefix) < 2:
        return Suggestions([], [], [])
    try:
        hits = index.reader().suggest(prefix, scopes=scopes_of_reader(person), limit=limit)
    except (IndexBroken, IndexOutdated):
        hits = []
    return Suggestions(
        seen(hits, person),
        _communities(person, part=prefix),
        _people(person, part=prefix),
        _topics(person, part=prefix),
    )


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


@prepared
def _topics(person: Any, *, part: str) -> Any:
    """Those of something ``person`` sees; of other topics nobody is told that they are there."""
    seen = Entry.objects.visible_to(person).filter(topics=OuterRef("pk"))
    rows = Topic.objects.annotate(found_at=StrIndex(Lower("label"), Lower(Value(part))))
    return rows.filter(Exists(seen), found_at__gt=0).order_by("found_at", "label")[:3]


def recent(*, person: Any) -> list[Entry]:
    """What ``person`` read last, as far as she still sees it: offered before she types.

    It is kept already, on every device, so nothing more has to be kept of what she searches for.
    """
    return _recent(person) if person.pk is not None else []


@prepared
def _recent(person: Any) -> Any:
    marks = ReadMark.objects.filter(person=person.pk).order_by("-at")[:LATEST].values("entry")
    rows = Entry.objects.visible_to(person).filter(pk__in=marks).select_related("community")
    rows = rows.annotate(
        mark=FilteredRelation("read_marks", condition=Q(read_marks__person=person.pk))
    ).order_by("-mark__at")
    return rows.only("uid", "kind", "title", "slug", "community__name", "community__slug")
