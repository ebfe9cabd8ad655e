"""What can have happened to a page."""

from dataclasses import dataclass
from typing import Any

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PageCreated(Fact):
    """A page came to be. ``mentioned`` are the people its text names."""

    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageDrafted(Fact):
    """A page was begun that nobody else sees yet; :class:`PageCreated` comes when it is published."""


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
class PageRehomed(Fact):
    """It stands in another community than ``from_community``. The fact of the first page of a branch holds
    the ``places`` of all that moved, so that they find back: page, parent, position, type, version, and the
    version with links rewritten."""

    from_community: int = 0
    places: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageTakenOn(Fact):
    """Somebody looks after it from now on."""


@dataclass(frozen=True, kw_only=True)
class TemplateMade(Fact):
    """New pages can begin with it."""


@dataclass(frozen=True, kw_only=True)
class TemplateDropped(Fact):
    """New pages begin with it no more."""


@dataclass(frozen=True, kw_only=True)
class PagesArranged(Fact):
    """The pages right below one (``entry``), or at the top, stand in another order."""


@dataclass(frozen=True, kw_only=True)
class PageRestored(Fact):
    """An old version became the current one again."""

    restored: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeProposed(Fact):
    """A text waits for review, or a suggestion for an answer; ``again`` when it is another text of the same.
    ``reviewers`` were asked by name."""

    proposal_id: int = 0
    reviewers: tuple[int, ...] = ()
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeReviewed(Fact):
    """A reviewer said something to what ``subject_id`` proposed."""

    proposal_id: int = 0
    approves: bool = False


@dataclass(frozen=True, kw_only=True)
class ProposalDecided(Fact):
    """What ``subject_id`` proposed was published, answered or withdrawn: ``state`` says which."""

    proposal_id: int = 0
    state: str = ""
