"""Who hears of what a saved search found, in which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from practica.core.entries.models import Entry
from practica.kit.contracts.notices import Notice, notices_of
from practica.reach.search.facts import SavedSearchFound
from practica.reach.search.models import SavedSearch


@notices_of(SavedSearchFound)
def found(fact: Any) -> Iterable[Notice]:
    """Its owner; one row for each search, renewed by what comes later. It names an entry, and is seen only as
    long as she sees that."""
    search = SavedSearch.objects.filter(uid=fact.data["search_uid"], dropped_at=None).first()
    entry = Entry.objects.filter(pk=fact.entry_id).first()
    if search is None or entry is None:
        return
    many = fact.data["count"] > 1
    one_sentence = gettext_noop("New in your search “%(name)s”: “%(title)s”")
    more_sentence = gettext_noop("%(count)s new in your search “%(name)s”, the latest “%(title)s”")
    values = {"name": search.name, "title": entry.title, "count": str(fact.data["count"])}
    yield Notice(
        person_id=search.person_id,
        reason="saved search",
        key=f"saved search:{search.uid}",
        sentence=more_sentence if many else one_sentence,
        values=values,
        entry_id=entry.pk,
        url=f"{reverse('search:results')}?{search.asked}&sort=newest"
        if many and len(search.asked) < 400
        else "",
    )
