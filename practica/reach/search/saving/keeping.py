"""Keeping a search, changing it, dropping it and bringing it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.kit.access import Invalid, demand
from practica.reach.search import queries
from practica.reach.search.access import can_keep
from practica.reach.search.models import SavedSearch, SavedSearchHit
from practica.reach.search.wishes import Named, from_address, named

#: Nobody keeps more searches than this: each is asked again and again.
MOST = 50

#: So many of what a search finds already are known not to be new.
KNOWN = 500

_PAUSES = {
    SavedSearch.Often.AT_ONCE: dt.timedelta(),
    SavedSearch.Often.DAILY: dt.timedelta(days=1),
    SavedSearch.Often.WEEKLY: dt.timedelta(days=7),
}


@transaction.atomic
def save(asked: str, *, name: str, often: str, actor: Any) -> SavedSearch:
    """Keep the search of the address ``asked`` (the part behind the question mark).

    What it finds now is known; she hears of what comes later. Raises Invalid for one that asks for nothing,
    has no name, or is one too many.
    """
    demand(can_keep(actor), _("Sign in to save searches."))
    wanted = named(from_address(QueryDict(asked)), person=actor)
    if not wanted.asked:
        raise Invalid(_("Search for something first, then save it."), field="name")
    if kept(actor).count() >= MOST:
        raise Invalid(
            _("You have saved %(count)d searches. Delete one first.") % {"count": MOST}, field="name"
        )
    search = SavedSearch.objects.create(
        person=actor,
        name=_clean_name(name or wanted.asked.words or ", ".join(chip.label for chip in wanted.chips)),
        asked=wanted.asked.address("")[1:],
        often=_clean_often(often),
    )
    search.due_at = next_look(search)
    search.save(update_fields=["due_at"])
    know(search, found_by(wanted, person=actor, limit=KNOWN))
    return search


@transaction.atomic
def change(search: SavedSearch, *, name: str, often: str, actor: Any) -> None:
    """Give it another name, or another pace. Raises Invalid for an empty name."""
    demand(can_keep(actor) and search.person_id == actor.pk)
    search.name, search.often = _clean_name(name), _clean_often(often)
    search.due_at = next_look(search)
    search.save(update_fields=["name", "often", "due_at"])


def drop(search: SavedSearch, *, actor: Any) -> None:
    """Look at it no more. It can be brought back for a day."""
    demand(can_keep(actor) and search.person_id == actor.pk)
    SavedSearch.objects.filter(pk=search.pk).update(dropped_at=timezone.now())


def bring_back(search: SavedSearch, *, actor: Any) -> None:
    """Undo :func:`drop`."""
    demand(can_keep(actor) and search.person_id == actor.pk)
    SavedSearch.objects.filter(pk=search.pk).update(dropped_at=None)


def kept(person: Any) -> Any:
    """The searches ``person`` keeps, by name."""
    return SavedSearch.objects.visible_to(person).filter(dropped_at=None).order_by("name", "pk")


def found_by(
    wanted: Named, *, person: Any, limit: int, changed_from: dt.date | None = None
) -> list[queries.Found]:
    """What ``person`` finds, the newest first; since a day, if one is given."""
    filters = wanted.filters
    since = max(filter(None, (filters.changed_from, changed_from)), default=None)
    return queries.find(
        wanted.asked.words,
        person=person,
        filters=replace(filters, changed_from=since),
        limit=limit,
        newest=True,
    ).hits


def know(search: SavedSearch, found: list[queries.Found]) -> None:
    """Remember what was found, so that it is never told again."""
    rows = [SavedSearchHit(search=search, entry_id=pk) for pk in {one.entry.pk for one in found}]
    SavedSearchHit.objects.bulk_create(rows, ignore_conflicts=True)


def next_look(search: SavedSearch) -> dt.datetime | None:
    """When it is to be looked at again; never for one that is only kept."""
    pause = _PAUSES.get(SavedSearch.Often(search.often))
    return None if pause is None else search.looked_at + pause


def _clean_name(name: str) -> str:
    name = " ".join(name.replace("\x00", " ").split())[:120]
    if not name:
        raise Invalid(_("Give it a name."), field="name")
    return name


def _clean_often(often: str) -> str:
    if often not in SavedSearch.Often.values:
        raise Invalid(_("Say how often you want to hear of it."), field="often")
    return often
