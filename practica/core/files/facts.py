"""What can have happened to a file."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class FileStored(Fact):
    """A file was kept; ``file_id`` is which."""

    file_id: int = 0


@dataclass(frozen=True, kw_only=True)
class FileTextRead(Fact):
    """The text inside a file is known now."""

    file_id: int = 0


@dataclass(frozen=True, kw_only=True)
class FileVersioned(Fact):
    """A file holds other bytes now; ``version`` is its number."""

    file_id: int = 0
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class FileDescribed(Fact):
    """A file has another name, description or topics."""

    file_id: int = 0


@dataclass(frozen=True, kw_only=True)
class SpaceAllotted(Fact):
    """The files of a community may take so many bytes now; -1: what the settings of the site say."""

    most: int = 0
