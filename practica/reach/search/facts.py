"""What can have happened in search."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SavedSearchFound(Fact):
    """A saved search of ``subject_id`` found ``count`` things it had not found before.

    ``entry_id`` is the newest of them.
    """

    search_uid: str = ""
    count: int = 1
