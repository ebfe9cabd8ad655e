"""What search is told of an entry, whatever its kind."""

from __future__ import annotations

import datetime as dt

from practica.core.entries.models import Entry
from practica.core.entries.scopes import scopes_of_entry
from practica.kit.contracts.search import ARCHIVED, CURRENT, SUPERSEDED, Document, Part, Passage

#: The states in which an entry can be found.
FOUND_IN = (Entry.State.PUBLISHED, Entry.State.ARCHIVED)


def document_of(
    entry: Entry,
    *,
    key: str,
    passages: tuple[Passage, ...],
    parts: tuple[Part, ...] = (),
    changed: dt.datetime | None = None,
    type_name: str = "",
) -> Document:
    """The document of ``entry``; what is no longer current comes after what is.

    Loaded are its author, topics, readers, its community and that community's organisations.
    """
    state = state_of(entry)
    topics = list(entry.topics.all())
    author = [Part(person_uid=entry.author.uid, role="author")] if entry.author else []
    return Document(
        key=key,
        entry_uid=entry.uid,
        kind=entry.kind,
        title=entry.title,
        community_uid=entry.community.uid,
        scopes=scopes_of_entry(entry),
        passages=passages,
        topics=tuple(topic.label for topic in topics),
        topic_slugs=tuple(topic.slug for topic in topics),
        type_name=type_name,
        language=entry.language,
        author=entry.author.name if entry.author else "",
        author_uid=entry.author.uid if entry.author else "",
        parts=(*author, *parts),
        created=entry.created,
        changed=changed or entry.changed,
        state=state,
        is_checked=entry.confidence == Entry.Confidence.VALIDATED,
        review_due=entry.review_due,
        demoted=state != CURRENT,
    )


def state_of(entry: Entry) -> str:
    """Whether ``entry`` is in force, was replaced, or is kept though no longer current."""
    if entry.superseded_by_id is not None:
        return SUPERSEDED
    archived = Entry.State.ARCHIVED, Entry.Confidence.ARCHIVED
    return ARCHIVED if entry.state in archived or entry.confidence in archived else CURRENT
