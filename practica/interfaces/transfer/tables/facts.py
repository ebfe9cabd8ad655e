"""What can have happened to the import of a table."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TableBrought(Fact):
    """The rows of a table are in the collection ``entry``."""

    made: int = 0
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class TableTakenBack(Fact):
    """The rows of an import were taken out again."""

    taken: int = 0
