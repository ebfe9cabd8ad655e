"""Who may talk about a passage. Sight is asked by whoever loads the entry."""

from __future__ import annotations

from typing import Any

from practica.content.annotations.models import Annotation, Reply
from practica.core.communities.access import can_contribute, can_lead, can_write
from practica.core.entries.models import Entry
from practica.kit.access import verb
from practica.kit.contracts import quoting


@verb("annotations.comment")
def can_comment(person: Any, entry: Entry) -> bool:
    """Every member, guests of the community included, on a text that is not archived."""
    closed = entry.state in (Entry.State.ARCHIVED, Entry.State.BINNED)
    return not closed and entry.kind in quoting.all_quotable() and can_contribute(person, entry.community)


@verb("annotations.bring")
def can_bring(person: Any, entry: Entry) -> bool:
    """Leads, who import: what others said, and when."""
    return can_lead(person, entry.community)


@verb("annotations.reply")
def can_reply(person: Any, annotation: Annotation) -> bool:
    """Who may comment."""
    return can_comment(person, annotation.entry)


@verb("annotations.resolve")
def can_resolve(person: Any, annotation: Annotation) -> bool:
    """Who said it while a member, and members who write here."""
    own = person.pk is not None and annotation.author_id == person.pk
    return (own and can_comment(person, annotation.entry)) or can_write(person, annotation.entry.community)


@verb("annotations.delete")
def can_delete(person: Any, said: Annotation | Reply) -> bool:
    """Who said it, while nobody has replied; leads any."""
    annotation = said if isinstance(said, Annotation) else said.annotation
    own = person.pk is not None and said.author_id == person.pk
    answered = isinstance(said, Annotation) and said.reply_count > 0
    return (own and not answered) or can_lead(person, annotation.entry.community)
