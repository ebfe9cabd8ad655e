"""What can have happened to a page."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PageCreated(Fact):
    """A page came to be. ``mentioned`` are the people its text names."""

    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageSaved(Fact):
    """A new version was saved. ``mentioned`` are the people named in it who were not named before."""

    version: int = 0
    significance: str = "major"
    reason: str = ""
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageMoved(Fact):
    """It stands elsewhere in the tree."""


@dataclass(frozen=True, kw_only=True)
class PagesArranged(Fact):
    """The pages right below one (``entry``), or at the top, stand in another order."""


@dataclass(frozen=True, kw_only=True)
class PageRestored(Fact):
    """An old version became the current one again."""

    restored: int = 0
