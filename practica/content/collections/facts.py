"""What can have happened to a collection."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CollectionMade(Fact):
    """A collection came to be."""


@dataclass(frozen=True, kw_only=True)
class CollectionChanged(Fact):
    """Its title, its words or its views changed."""


@dataclass(frozen=True, kw_only=True)
class ViewOpened(Fact):
    """A view got a link that anybody can read it by."""

    view: str = ""


@dataclass(frozen=True, kw_only=True)
class ViewClosed(Fact):
    """The link of a view was withdrawn."""

    view: str = ""


@dataclass(frozen=True, kw_only=True)
class RowSent(Fact):
    """Somebody sent a row through a form; it waits for a lead."""

    submission: str = ""


@dataclass(frozen=True, kw_only=True)
class RowDecided(Fact):
    """A lead took in what was sent, or did not."""

    submission: str = ""
    state: str = ""
