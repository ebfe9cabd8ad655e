"""Who hears of what happens to resources: whoever answers for one hears that its address is dead."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from practica.content.library.facts import ResourceDied, ResourceRevived
from practica.core.entries.models import Entry
from practica.core.ledger.models import FactRow
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(ResourceDied)
def died(fact: FactRow) -> Iterator[Notice]:
    """Its owner, once for each time it dies."""
    entry = Entry.objects.filter(pk=fact.entry_id).first() if fact.entry_id else None
    if entry is not None and entry.owner_id is not None:
        yield Notice(
            person_id=entry.owner_id,
            reason="changed",
            key=_dead(entry),
            sentence=gettext_noop("The address of “%(title)s” does not answer any more"),
            values={"title": entry.title},
            entry_id=entry.pk,
        )


@settled_by(ResourceRevived)
def lives(fact: FactRow) -> Iterator[str]:
    """Its owner need not look for another address."""
    entry = Entry.objects.filter(pk=fact.entry_id).first() if fact.entry_id else None
    if entry is not None:
        yield _dead(entry)


def _dead(entry: Entry) -> str:
    return f"resource:{entry.uid}:dead"
