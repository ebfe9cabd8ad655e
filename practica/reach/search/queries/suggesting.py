"""What somebody may mean by the first letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Lower, StrIndex

from practica.core.communities.models import Community
from practica.core.entries.scopes import scopes_of_reader
from practica.core.people.models import Person
from practica.kit.prepared import prepared
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.queries.hits import Found, seen


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
    return Suggestions(seen(hits, person), _communities(person, part=prefix), _people(person, part=prefix))


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
