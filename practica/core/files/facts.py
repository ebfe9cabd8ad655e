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
