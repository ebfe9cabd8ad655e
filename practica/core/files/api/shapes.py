"""What the API shows and takes of files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Query, Schema

from practica.core.files.models import EarlierVersion, StoredFile
from practica.kit.contracts.api import AuthorOut, Input, Topics, author_out

After = Query("", max_length=12, description="The `after` of the answer before.")
Limit = Query(50, ge=1, le=100)


class FileLine(Schema):
    """A file of the library. ``url`` is its page, ``content`` where its bytes are fetched."""

    uid: str
    name: str
    summary: str
    kind: str
    media_type: str
    size: int
    sha256: str
    version: int
    note: str
    topics: list[str]
    community: str
    author: AuthorOut | None
    url: str
    content: str
    created: dt.datetime
    changed: dt.datetime


class Files(Schema):
    """Some of them; ask again with ``after`` for more, empty at the end."""

    items: list[FileLine]
    after: str


class VersionOut(Schema):
    """What a file is or was. ``content`` is where those bytes are fetched."""

    version: int
    name: str
    size: int
    sha256: str
    note: str
    by: AuthorOut | None
    content: str
    created: dt.datetime


class PartOut(Schema):
    """A stretch of the text inside; ``locator`` says where it stands ("page 3")."""

    position: int
    locator: str
    text: str


class FileOut(FileLine):
    """A file with its versions, the latest first, and the first parts of the text inside."""

    text_note: str
    versions: list[VersionOut]
    parts: list[PartOut]


class FileNow(FileLine):
    """A file that has just come, and others with the very same bytes."""

    twins: list[FileLine] = []


class FileIn(Input):
    """What a file is called, what it is, where it is filed."""

    name: str = Field(min_length=1, max_length=255)
    summary: str = Field("", max_length=1000)
    topics: Topics = []


def line_of(stored: StoredFile) -> dict[str, Any]:
    """One file of a list."""
    entry = stored.entry
    return {
        "uid": entry.uid,
        "name": stored.name,
        "summary": entry.summary,
        "kind": stored.family,
        "media_type": stored.media_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "version": stored.version,
        "note": stored.note,
        "topics": [topic.label for topic in entry.topics.all()],
        "community": entry.community.slug,
        "author": author_out(entry.author),
        "url": entry.get_absolute_url(),
        "content": stored.get_absolute_url(),
        "created": entry.created,
        "changed": stored.created,
    }


def version_of(one: StoredFile | EarlierVersion) -> VersionOut:
    """One version."""
    return VersionOut(
        version=one.version,
        name=one.name,
        size=one.size,
        sha256=one.sha256,
        note=one.note,
        by=author_out(one.uploaded_by),
        content=one.get_absolute_url(),
        created=one.created,
    )
