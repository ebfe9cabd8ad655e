"""Once every app has said what is findable: listen to all facts that change it."""

from __future__ import annotations

from practica.core.ledger.listeners import Listener, add_listener
from practica.kit.contracts import search
from practica.reach.search import lending as lending  # lends its words to other apps
from practica.reach.search.listeners import ENTRY_FACTS, entries_changed

# Each commit of the index costs as much as some fifty entries, and leaves pieces to be put together later.
AT_ONCE = 1000


def collect() -> None:
    """Register one listener for the facts of entries, of every source, and of what is said beside entries."""
    told: list[tuple[type, ...]] = [ENTRY_FACTS, *(one.facts for one in search.sources().values())]
    told += [one.facts for one in search.asides().values()]
    facts = {fact.__name__ for some in told for fact in some}
    add_listener(Listener("search.entries", frozenset(facts), entries_changed, at_once=AT_ONCE))


collect()
