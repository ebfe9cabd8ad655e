"""Who hears of what happens to pages: those it names, and those who follow it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from practica.content.pages.facts import PageCreated, PageSaved
from practica.core.entries.models import Entry, Follow
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit.contracts.notices import Notice, notices_of


@notices_of(PageCreated, PageSaved)
def mentioned(fact: FactRow) -> Iterator[Notice]:
    """People the text names for the first time."""
    people = [pk for pk in fact.get("mentioned", ()) if pk != fact.actor_id]
    if people:
        yield from _notices(
            fact, people, "mention", gettext_noop("%(actor)s mentioned you in “%(title)s”"), key="mention"
        )


@notices_of(PageSaved)
def changed(fact: FactRow) -> Iterator[Notice]:
    """Those who follow the page and want to hear everything; a small correction tells nobody."""
    if fact.get("significance") in ("typo", "minor"):
        return
    told = {fact.actor_id, *fact.get("mentioned", ())}
    follows = Follow.objects.filter(entry=fact.entry_id, level=Follow.Level.EVERYTHING)
    people = [pk for pk in follows.values_list("person_id", flat=True) if pk not in told]
    if people:
        yield from _notices(
            fact, people, "changed", gettext_noop("%(actor)s changed “%(title)s”"), key="changed"
        )


def _notices(fact: FactRow, people: list[int], reason: str, sentence: str, *, key: str) -> Iterator[Notice]:
    if fact.entry_id is None:
        return
    entry = Entry.objects.filter(pk=fact.entry_id).select_related("community").first()
    if entry is None:
        return
    actor = Person.objects.filter(pk=fact.actor_id).values_list("name", flat=True).first() or ""
    for person_id in people:
        yield Notice(
            person_id=person_id,
            reason=reason,
            key=f"page:{entry.uid}:{key}",
            sentence=sentence,
            values={"actor": actor, "title": entry.title},
            entry_id=entry.pk,
            community_id=entry.community_id,
            url=entry.get_absolute_url(),
        )
