"""Who said of entries that they are still right, as far as one reader may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from practica.core.entries.models import Entry, Verification
from practica.core.people.models import Person
from practica.kit.prepared import prepared

#: So many of an entry's statements are told of, the newest.
MOST_TOLD = 100


@dataclass(frozen=True)
class Verified:
    """A statement that an entry is right. ``person`` is None for readers who may not know her, and when she
    left; ``is_current``: what the entry says is what it said then."""

    at: dt.datetime
    text_of: dt.datetime
    note: str
    person: Person | None
    is_current: bool = False
    taken_back_at: dt.datetime | None = None


def verified(entries: Iterable[Entry], *, person: Any) -> dict[int, Verified]:
    """The statement that stands for each of ``entries`` that has one, by its id. One query, or none.

    The entries were loaded through the rule of sight, with ``verification_id`` and ``confidence``.
    """
    by_id = {entry.verification_id: entry for entry in entries if entry.verification_id}
    if not by_id:
        return {}
    rows = _named(person, ids=list(by_id))
    return {by_id[row.pk].pk: _told(row, by_id[row.pk]) for row in rows}


def verified_one(entry: Entry, *, person: Any) -> Verified | None:
    """The statement that stands for ``entry``, as :func:`verified`."""
    return verified([entry], person=person).get(entry.pk)


def verifications_of(entry: Entry, *, person: Any) -> list[Verified]:
    """Every statement about ``entry``, which the caller loaded through the rule of sight, newest first."""
    return [_told(row, entry) for row in _all(person, entry=entry.pk)]


def _told(row: Any, entry: Entry) -> Verified:
    return Verified(
        at=row.at,
        text_of=row.text_of,
        note=row.note,
        person=row.person if row.is_named else None,
        is_current=row.pk == entry.verification_id and entry.confidence == Entry.Confidence.VALIDATED,
        taken_back_at=row.taken_back_at,
    )


@prepared
def _named(person: Any, *, ids: list[int]) -> Any:
    return _with_names(Verification.objects.filter(pk__in=ids), person)


@prepared
def _all(person: Any, *, entry: int) -> Any:
    rows = Verification.objects.visible_to(person).filter(entry=entry)
    return _with_names(rows, person).order_by("-at", "-pk")[:MOST_TOLD]


def _with_names(rows: Any, person: Any) -> Any:
    """``rows`` with who made them, and whether ``person`` may be told of her."""
    known = Person.objects.visible_to(person).filter(pk=OuterRef("person"))
    return rows.select_related("person").annotate(is_named=Exists(known))
