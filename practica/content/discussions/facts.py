"""What can have happened in questions and discussions."""

from dataclasses import dataclass

from practica.core.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class Posted(Fact):
    """Something was written; the base of what is written. ``mentioned`` are ids of people named in it."""

    post_id: int = 0
    mentioned: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Posted):
    """A question was asked."""


@dataclass(frozen=True, kw_only=True)
class DiscussionStarted(Posted):
    """A discussion was started."""


@dataclass(frozen=True, kw_only=True)
class AnswerPosted(Posted):
    """A question has one more answer."""


@dataclass(frozen=True, kw_only=True)
class ReplyPosted(Posted):
    """A discussion has one more reply."""


@dataclass(frozen=True, kw_only=True)
class CommentPosted(Posted):
    """An answer or reply has one more comment; ``subject`` wrote what it is on."""


@dataclass(frozen=True, kw_only=True)
class PostEdited(Posted):
    """The text of a post is another one. ``mentioned`` are those not mentioned before."""


@dataclass(frozen=True, kw_only=True)
class PostDeleted(Fact):
    """A post was deleted; it can be restored."""

    post_id: int = 0


@dataclass(frozen=True, kw_only=True)
class PostRestored(Fact):
    """A deleted post came back."""

    post_id: int = 0


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Fact):
    """The answer of ``subject`` was chosen as the one that helped."""

    post_id: int = 0


@dataclass(frozen=True, kw_only=True)
class AnswerUnaccepted(Fact):
    """The question is open again."""

    post_id: int = 0


@dataclass(frozen=True, kw_only=True)
class AnswerBecamePage(Fact):
    """The accepted answer of ``subject`` was made into the page ``page_entry_id``."""

    post_id: int = 0
    page_entry_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ThreadLocked(Fact):
    """Nobody can post here any more."""


@dataclass(frozen=True, kw_only=True)
class ThreadUnlocked(Fact):
    """Members can post here again."""
