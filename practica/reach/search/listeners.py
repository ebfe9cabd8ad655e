"""Keeping the index in step with what happens: every fact that changes a text, a title or who may see it."""

from __future__ import annotations

from collections.abc import Sequence

from practica.core.communities.facts import CommunityAudienceChanged
from practica.core.entries import facts as entry_facts
from practica.core.entries.models import Entry
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow
from practica.core.people.facts import AuthorClaimed
from practica.reach.search import index

ENTRY_FACTS = (
    entry_facts.EntryPublished,
    entry_facts.EntryRetitled,
    entry_facts.EntryAudienceChanged,
    entry_facts.EntryTopicsChanged,
    entry_facts.EntryBinned,
    entry_facts.EntryRestored,
    entry_facts.EntryArchived,
    entry_facts.EntryVerified,
    entry_facts.VerificationTakenBack,
    entry_facts.LookPlanned,
)


@listens(CommunityAudienceChanged, name="search.communities")
def community_seen_by_others(facts: Sequence[FactRow]) -> None:
    """Make all entries of the communities anew: their scopes are others now."""
    communities = {fact.community_id for fact in facts}
    ids = Entry.objects.filter(community__in=communities).values_list("pk", flat=True)
    index.put_entries(ids.iterator())


@listens(AuthorClaimed, name="search.authors")
def author_claimed(facts: Sequence[FactRow]) -> None:
    """Make what somebody wrote anew once she has an account: it bears her name from then on."""
    people = {fact.actor_id for fact in facts}
    ids = Entry.objects.filter(author__in=people).values_list("pk", flat=True)
    index.put_entries(ids.iterator())


def entries_changed(facts: Sequence[FactRow]) -> None:
    """Make the documents of the entries these facts speak of anew, in one commit."""
    index.put_entries(fact.entry_id for fact in facts if fact.entry_id)
