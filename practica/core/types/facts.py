"""What can have happened to types and to the values of entries."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TypeMade(Fact):
    """There is a new type, of the site or of a community."""

    type_uid: str = ""


@dataclass(frozen=True, kw_only=True)
class TypeChanged(Fact):
    """Its words, its fields or its standing are others now."""

    type_uid: str = ""
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class ValuesChanged(Fact):
    """Fields of an entry hold something else. ``fields`` are their names."""

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntryRetyped(Fact):
    """It is of another type now; what did not fit is kept beside it."""

    type_uid: str = ""
