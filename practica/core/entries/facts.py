"""What can have happened to an entry, whatever its kind."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class EntryPublished(Fact):
    """Others can see it from now on."""

    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryRetitled(Fact):
    """It has another title."""


@dataclass(frozen=True, kw_only=True)
class EntryAudienceChanged(Fact):
    """Other people may see it now."""


@dataclass(frozen=True, kw_only=True)
class EntryTopicsChanged(Fact):
    """It has other topics."""


@dataclass(frozen=True, kw_only=True)
class EntryBinned(Fact):
    """It lies in the bin for 30 days. ``was`` is the state it comes back to."""

    was: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryRestored(Fact):
    """It came back from the bin."""


@dataclass(frozen=True, kw_only=True)
class EntryArchived(Fact):
    """It is kept, but no longer current."""


@dataclass(frozen=True, kw_only=True)
class EntryErased(Fact):
    """It is gone for good: thirty days in the bin were over."""

    uid: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryVerified(Fact):
    """Somebody said that it is still right, as it stands."""

    verification_id: int = 0


@dataclass(frozen=True, kw_only=True)
class LookPlanned(Fact):
    """Another day than before is the one from which it needs a look."""


@dataclass(frozen=True, kw_only=True)
class VerificationTakenBack(Fact):
    """What ``subject_id`` said of its being right was taken back."""

    verification_id: int = 0
