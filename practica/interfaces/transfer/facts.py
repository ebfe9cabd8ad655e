"""What can have happened to an import."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ImportPlanned(Fact):
    """The source was read; nothing is in yet. ``import_id`` is which."""

    import_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Fact):
    """Everything that could be brought in is in."""

    import_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportFailed(Fact):
    """It could not be read or went wrong; the import says why."""

    import_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Fact):
    """What it brought is out again, but for what people changed since."""

    import_id: int = 0
