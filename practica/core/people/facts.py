"""What can have happened to people."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PersonJoinedSite(Fact):
    """Somebody got an account."""


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    """Somebody changed her profile; ``subject_id`` is whose."""


@dataclass(frozen=True, kw_only=True)
class AuthorClaimed(Fact):
    """``actor`` proved to be the author ``subject``; what was written under that name is now hers."""


@dataclass(frozen=True, kw_only=True)
class AuthorWaits(Fact):
    """Somebody who wrote here without an account did so under an address that ``subject`` has proved."""


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Fact):
    """An administrator brought people and units from a list."""

    created: int = 0
    updated: int = 0
