"""Before a page goes to another community: where it could go, who would read it then, and who no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from practica.content.pages.models import Page
from practica.core.communities.models import WRITERS, Community, communities_of
from practica.core.entries.models import Entry, Link
from practica.core.entries.readers import people_told_of, visitors_see, who_sees
from practica.core.people.models import Person

NAMES = 12


@dataclass(frozen=True)
class Some:
    """Some of the people something is true of, and how many there are, as far as the asker may be told."""

    people: list[Person]
    count: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.people)


@dataclass(frozen=True)
class Change:
    """What a move does to the readers of some pages: those with one audience."""

    audience: str
    pages: int
    gains: Some
    loses: Some
    visitors_gain: bool
    visitors_lose: bool


@dataclass(frozen=True)
class Consequences:
    """All that a move does, told to the one who is about to make it."""

    changes: list[Change]
    staying_files: int
    other_types: list[str]

    @property
    def nobody_changes(self) -> bool:
        """Whether everyone reads what she reads now, as far as the asker may know."""
        return not any(
            change.gains.count or change.loses.count or change.visitors_gain or change.visitors_lose
            for change in self.changes
        )


def homes_for(page: Page, *, person: Any) -> list[Community]:
    """Communities ``person`` could move ``page`` to: where she writes, but not where it stands."""
    mine = Community.objects.filter(pk__in=communities_of(person, roles=WRITERS))
    return list(mine.exclude(pk=page.community_id).order_by("name")[:500])


def consequences(pages: Sequence[Page], community: Community, *, asker: Any) -> Consequences:
    """What happens to the readers of ``pages`` in ``community``. Only people ``asker`` sees count."""
    groups: dict[str, list[Page]] = {}
    for page in pages:
        if page.entry.is_out:
            groups.setdefault(page.entry.audience, []).append(page)
    old = pages[0].entry.community
    order = list(Entry.Audience.values)
    changes = [
        _change(audience, groups[audience], old, community, asker)
        for audience in sorted(groups, key=order.index)
    ]
    foreign = {page.type.title for page in pages if page.type.community_id not in (None, community.pk)}
    return Consequences(changes, _staying_files(pages, asker), sorted(map(str, foreign)))


def _change(audience: str, pages: list[Page], old: Community, new: Community, asker: Any) -> Change:
    named = _named(pages) if audience == Entry.Audience.NAMED else []
    writers = {pk for page in pages for pk in (page.entry.author_id, page.entry.owner_id) if pk}
    before = who_sees(old, audience, named=named, writers=writers)
    after = who_sees(new, audience, named=named, writers=writers)
    visitors = visitors_see(old, audience), visitors_see(new, audience)
    return Change(
        audience=str(Entry.Audience(audience).label),
        pages=len(pages),
        gains=_some(after & ~before, asker),
        loses=_some(before & ~after, asker),
        visitors_gain=visitors == (False, True),
        visitors_lose=visitors == (True, False),
    )


def _named(pages: Iterable[Page]) -> list[int]:
    through = Entry.readers.through.objects.filter(entry__in=[page.entry_id for page in pages])
    return list(through.values_list("person", flat=True).distinct())


def _some(condition: Q, asker: Any) -> Some:
    found = people_told_of(asker).filter(condition).order_by("name", "pk")
    return Some(list(found.distinct()[:NAMES]), found.distinct().count())


def _staying_files(pages: Sequence[Page], asker: Any) -> int:
    """Files of the library the pages show, which stay where they are."""
    shown = Link.objects.filter(source__in=[page.entry_id for page in pages], kind="file").values("target")
    return Entry.objects.visible_to(asker).filter(pk__in=shown, kind="file").count()
