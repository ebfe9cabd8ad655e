"""What can have happened to a resource."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ResourceAdded(Fact):
    """It stands in the catalogue."""


@dataclass(frozen=True, kw_only=True)
class ResourceEdited(Fact):
    """What is said of it was changed."""


@dataclass(frozen=True, kw_only=True)
class ResourceReviewed(Fact):
    """A member said something of it, or something else than before; ``stars`` of five."""

    stars: int = 0


@dataclass(frozen=True, kw_only=True)
class ReviewTakenBack(Fact):
    """A member took back what she had said of it."""


@dataclass(frozen=True, kw_only=True)
class ResourceDied(Fact):
    """Its address failed on two days."""


@dataclass(frozen=True, kw_only=True)
class ResourceRevived(Fact):
    """Its address answers again."""
