"""Entries, what they link to, and what people keep of them."""

from practica.core.entries.models.entry import (
    NOT_ACTIVE,
    TITLE_LENGTH,
    Entry,
    EntryQuerySet,
    Topic,
)
from practica.core.entries.models.links import (
    Alias,
    Link,
    LinkQuerySet,
)
from practica.core.entries.models.marks import (
    EntryVote,
    Follow,
    ReadMark,
    Saved,
)
from practica.core.entries.models.verifications import Verification

__all__ = [
    "Alias",
    "Entry",
    "EntryQuerySet",
    "EntryVote",
    "Follow",
    "Link",
    "LinkQuerySet",
    "NOT_ACTIVE",
    "ReadMark",
    "Saved",
    "TITLE_LENGTH",
    "Topic",
    "Verification",
]
