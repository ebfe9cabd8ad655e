"""What gaps hear of: searches that failed, questions asked and answered, and what is new."""

from __future__ import annotations

from collections.abc import Sequence

from practica.core.entries import facts as entry_facts
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow
from practica.reach.gaps import actions
from practica.reach.gaps.facts import SearchMissed


@listens(SearchMissed, name="gaps.gather")
def missed(facts: Sequence[FactRow]) -> None:
    """Put what was missed into gaps."""
    actions.gather([fact.get("signal_id") for fact in facts])


@listens(entry_facts.EntryPublished, entry_facts.EntryRetitled, name="gaps.match")
def written(facts: Sequence[FactRow]) -> None:
    """See whether what is new says what somebody misses."""
    actions.match({fact.entry_id for fact in facts if fact.entry_id})
