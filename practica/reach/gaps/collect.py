"""Once every app has said what asks for an answer: listen to all facts that change whether it waits."""

from __future__ import annotations

from collections.abc import Sequence

from practica.core.entries import facts as entry_facts
from practica.core.ledger.listeners import Listener, add_listener
from practica.core.ledger.models import FactRow
from practica.kit.contracts import asking
from practica.reach.gaps.actions import gather_due, look_at_questions

OF_ANY_ENTRY = (
    entry_facts.EntryRetitled,
    entry_facts.EntryAudienceChanged,
    entry_facts.EntryBinned,
    entry_facts.EntryRestored,
    entry_facts.EntryArchived,
)


def asked_or_answered(facts: Sequence[FactRow]) -> None:
    """Let the signals of these questions agree with how they stand."""
    look_at_questions({fact.entry_id for fact in facts if fact.entry_id})
    gather_due()


def collect() -> None:
    """Register one listener for the facts of every kind that asks."""
    facts = {fact.__name__ for fact in OF_ANY_ENTRY}
    facts |= {fact.__name__ for one in asking.all_asking().values() for fact in one.facts}
    add_listener(Listener("gaps.questions", frozenset(facts), asked_or_answered))


collect()
