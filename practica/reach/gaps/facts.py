"""What can have happened to gaps. No fact holds a wording: what somebody looked for is forgotten in time."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SearchMissed(Fact):
    """Somebody did not find something. ``actor`` is set only when she agreed to be told."""

    signal_id: int = 0


@dataclass(frozen=True, kw_only=True)
class AboutGap(Fact):
    """Something was done with a gap; the base of the others."""

    gap_id: int = 0


@dataclass(frozen=True, kw_only=True)
class GapTaken(AboutGap):
    """``actor`` looks after the gap from now on."""


@dataclass(frozen=True, kw_only=True)
class GapGivenBack(AboutGap):
    """Nobody looks after the gap any more."""


@dataclass(frozen=True, kw_only=True)
class GapClosed(AboutGap):
    """The gap is closed: the entry says what was missing."""


@dataclass(frozen=True, kw_only=True)
class GapReopened(AboutGap):
    """The gap is open again."""


@dataclass(frozen=True, kw_only=True)
class GapPutAside(AboutGap):
    """The gap is not for this community to close."""


@dataclass(frozen=True, kw_only=True)
class GapMatched(AboutGap):
    """The entry may say what was missing; ``subject`` looks after the gap."""


@dataclass(frozen=True, kw_only=True)
class AskedAfterClosing(AboutGap):
    """``subject`` asked for what a closed gap already has; the entry says it."""


@dataclass(frozen=True, kw_only=True)
class GapsMerged(AboutGap):
    """``gap_id`` went into ``into_id``."""

    into_id: int = 0


@dataclass(frozen=True, kw_only=True)
class GapSplit(AboutGap):
    """``new_id`` came out of ``gap_id``."""

    new_id: int = 0


@dataclass(frozen=True, kw_only=True)
class SortingUndone(AboutGap):
    """A merge or a split of the gap was taken back."""
