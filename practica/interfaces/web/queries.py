"""Reads that bring together what several rooms know about one reader, in as few queries as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery

from practica.content.discussions.models import Post
from practica.core.communities.models import Community, Membership
from practica.core.entries.models import Entry, Follow, ReadMark, Saved
from practica.core.entries.queries import SHOWN_IN_LISTS
from practica.core.people.models import Person
from practica.kit.contracts import drafts
from practica.kit.prepared import prepared
from practica.reach.notifications.models import NotificationChoice
from practica.reach.notifications.queries import MOST_COUNTED, unread_rows

MOST_COMMUNITIES = 200
# Of what somebody read lately, how much is looked through for what went on since.
MOST_LOOKED_BACK = 200
SOME = 5
QUESTION = "question"
LIBRARY = ("page", "file")


@dataclass(frozen=True)
class Counts:
    """The figures beside the menu."""

    inbox: int = 0
    drafts_by_source: dict[str, int] = field(default_factory=dict)

    @property
    def drafts(self) -> int:
        """All drafts together."""
        return sum(self.drafts_by_source.values())


def memberships_of(person: Any) -> list[Membership]:
    """The memberships of ``person`` with what a rail shows of their communities, the lately active first."""
    if person.pk is None:
        return []
    return _memberships(person)


@prepared
def _memberships(person: Any) -> Any:
    rows = Membership.objects.active().filter(person=person.pk).select_related("community")
    shown = rows.only(
        "seen_at", "role", *(f"community__{name}" for name in ("name", "slug", "hue", "active_at"))
    )
    return shown.order_by("-community__active_at")[:MOST_COMMUNITIES]


def sees_a_community(person: Any) -> bool:
    """Whether the directory shows ``person`` any."""
    return bool(Community.objects.listed_for(person).exists())


def counts(person: Any) -> Counts:
    """What waits for ``person`` in inbox and drafts. One query; counting stops at a hundred."""
    if person.pk is None:
        return Counts()
    inbox, *begun = _counts.first(person) or (0,)
    names = (source.name for source in drafts.sources())
    return Counts(inbox=inbox, drafts_by_source=dict(zip(names, begun, strict=True)))


@prepared
def _counts(person: Any) -> Any:
    columns = [_count(unread_rows(person)), *(_count(source.rows(person)) for source in drafts.sources())]
    return Person.objects.filter(pk=person.pk).values_list(*columns)


def _count(rows: Any) -> Any:
    """The number of ``rows`` up to a hundred, as a column of another query."""
    return _Count(rows.order_by().values("pk")[:MOST_COUNTED])


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def for_you(entries: Any, person: Any, *, communities: list[int]) -> Any:
    """What happens in her communities; for somebody without one, in all she could see."""
    return entries.in_communities(communities) if communities else entries.in_listed_for(person)


def followed(entries: Any, person: Any, *, communities: list[int]) -> Any:
    """What she follows, and what happens in communities she follows."""
    heard = Follow.objects.filter(person=person.pk).exclude(level=Follow.Level.MUTED)
    return entries.filter(
        Q(pk__in=heard.filter(entry__isnull=False).values("entry"))
        | Q(community__in=heard.filter(community__isnull=False).values("community"))
    )


def unanswered(entries: Any, person: Any, *, communities: list[int]) -> Any:
    """Questions nobody has answered."""
    return for_you(entries, person, communities=communities).of_kind(QUESTION).filter(reply_count=0)


def library(entries: Any, person: Any, *, communities: list[int]) -> Any:
    """Pages and files."""
    return for_you(entries, person, communities=communities).of_kinds(*LIBRARY)


# The tabs of home: which entries stand behind each.
SHOWS = {"": for_you, "following": followed, "unanswered": unanswered, "library": library}


def unanswered_by_others(person: Any, community_ids: Sequence[int], *, limit: int = 3) -> list[Entry]:
    """Questions in her communities that nobody has answered and she did not ask, newest first."""
    if not community_ids:
        return []
    return _without_answer(person, communities=list(community_ids))[:limit]


@prepared
def _without_answer(person: Any, *, communities: list[int]) -> Any:
    rows = unanswered(Entry.objects.visible_to(person).in_feed(), person, communities=communities)
    rows = rows.exclude(author=person.pk).select_related("community", "author").only(*SHOWN_IN_LISTS)
    return rows.lately_active_first().walked()[:SOME]


@dataclass(frozen=True)
class LeftOff:
    """Something a person read and where more has happened since; without ``new_replies`` its text changed."""

    entry: Entry
    new_replies: int
    stopped_at: int


def left_off(person: Any, *, limit: int = 3) -> list[LeftOff]:
    """Threads and pages ``person`` has read, that others have changed since; the lately active first."""
    return [
        LeftOff(mark.entry, max(mark.entry.reply_count - mark.replies, 0), mark.replies)
        for mark in _changed_since(person)[:limit]
    ]


@prepared
def _changed_since(person: Any) -> Any:
    lately = ReadMark.objects.filter(person=person.pk).order_by("-at").values("pk")[:MOST_LOOKED_BACK]
    rows = ReadMark.objects.filter(Entry.objects.all().sight_of(person, prefix="entry__"), pk__in=lately)
    rows = rows.filter(entry__active_at__gt=F("at"), entry__state=Entry.State.PUBLISHED)
    rows = rows.exclude(Exists(_muted(person))).select_related("entry__community")
    shown = (f"entry__{name}" for name in ("uid", "kind", "title", "slug", "active_at", "reply_count"))
    rows = rows.only("replies", *shown, "entry__community__name", "entry__community__slug")
    return rows.order_by("-entry__active_at")[:SOME]


def _muted(person: Any) -> Any:
    return Follow.objects.filter(person=person.pk, entry=OuterRef("entry"), level=Follow.Level.MUTED)


@dataclass(frozen=True)
class Figures:
    """What home counts for one reader."""

    unanswered: int
    has_saved: bool
    has_answered: bool
    has_chosen_mail: bool


def figures(person: Any) -> Figures:
    """The figures of home in one query."""
    row = _figures.first(person)
    return Figures(row[0], *(bool(value) for value in row[1:])) if row else Figures(0, False, False, False)


@prepared
def _figures(person: Any) -> Any:
    mine = Membership.objects.active().filter(person=person.pk).values("community")
    waiting = Entry.objects.visible_to(person).in_feed().of_kind(QUESTION)
    answers = Post.objects.filter(author=person.pk, kind=Post.Kind.ANSWER)
    return Person.objects.filter(pk=person.pk).values_list(
        _count(waiting.filter(community__in=mine, reply_count=0)),
        Exists(Saved.objects.filter(person=person.pk)),
        Exists(answers),
        Exists(NotificationChoice.objects.filter(person=person.pk)),
    )


def saved_entries(person: Any) -> Any:
    """What ``person`` saved and still sees, the latest first."""
    saved = Saved.objects.filter(person=person.pk, entry=OuterRef("pk")).values("at")[:1]
    rows = Entry.objects.visible_to(person).filter(saved_by__person=person.pk)
    rows = rows.select_related("community", "author")
    return rows.annotate(saved_at=Subquery(saved)).order_by("-saved_at", "-pk")


def public_communities(*, limit: int = 6) -> list[Community]:
    """What anybody may read here, the lately active first."""
    rows = Community.objects.filter(audience=Community.Audience.PUBLIC, is_listed=True)
    return list(rows.order_by("-active_at", "-pk")[:limit])


def places_to_write(person: Any) -> list[Membership]:
    """The memberships of ``person`` with their communities, by name."""
    rows = Membership.objects.active().filter(person=person.pk).select_related("community")
    return list(rows.order_by("community__name")[:200])
