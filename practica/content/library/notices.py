"""Who hears of what happens to resources: whoever answers for one hears that its address is dead, the leads
where nobody does."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from practica.content.library.facts import ResourceDied, ResourceRevived
from practica.core.communities.queries import lead_ids, writing_ids
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(ResourceDied)
def died(fact: FactRow) -> Iterator[Notice]:
    """Its owner, once for each time it dies; the leads where it has none, or one who left."""
    entry = Entry.objects.filter(pk=fact.entry_id).first() if fact.entry_id else None
    if entry is None:
        return
    owner = writing_ids(entry.community_id, among=[entry.owner_id] if entry.owner_id else [])
    sentence = (
        gettext_noop("The address of “%(title)s” does not answer any more")
        if owner
        else gettext_noop("The address of “%(title)s” does not answer any more, and nobody owns it")
    )
    for person_id in owner or lead_ids(entry.community_id):
        yield Notice(
            person_id=person_id,
            reason="changed",
            key=_dead(entry),
            sentence=sentence,
            values={"title": entry.title},
            entry_id=entry.pk,
        )


@settled_by(ResourceRevived)
def lives(fact: FactRow) -> Iterator[str]:
    """Nobody need look for another address."""
    entry = Entry.objects.filter(pk=fact.entry_id).first() if fact.entry_id else None
    if entry is not None:
        yield _dead(entry)


def _dead(entry: Entry) -> str:
    return f"resource:{entry.uid}:dead"
