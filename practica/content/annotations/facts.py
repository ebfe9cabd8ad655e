"""What can have happened in the talk about a passage."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PassageCommented(Fact):
    """Somebody said something about a passage. ``mentioned`` are ids of people named in it."""

    annotation_id: int = 0
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PassageReplied(Fact):
    """Somebody replied."""

    annotation_id: int = 0
    reply_id: int = 0
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PassageResolved(Fact):
    """A talk was settled; ``subject_id`` began it."""

    annotation_id: int = 0


@dataclass(frozen=True, kw_only=True)
class PassageReopened(Fact):
    """A settled talk goes on."""

    annotation_id: int = 0


@dataclass(frozen=True, kw_only=True)
class PassagesBrought(Fact):
    """Talks came with a text that was imported."""


@dataclass(frozen=True, kw_only=True)
class PassageCommentDeleted(Fact):
    """What ``subject_id`` said was taken out."""
