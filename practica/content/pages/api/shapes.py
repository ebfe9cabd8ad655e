"""What machines send and get of pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from practica.content.pages.models import Page, Revision
from practica.core.entries.api import VerifiedOut, verified_out
from practica.core.entries.models import Entry, Link
from practica.core.entries.verified import verified_one
from practica.core.types.queries import plain_of
from practica.kit.contracts.api import AuthorOut, Body, Input, Title, Topics, Uid, author_out

MOST_LINKS = 1000
Fields = Annotated[dict[str, Any], Field(max_length=60, examples=[{}])]
Version = Field(ge=1, le=2_147_483_647, description="The version you started from.", examples=[3])


class PageLine(Schema):
    """A page in a list. ``parent`` is the uid of the page above it, empty at the top."""

    uid: str
    title: str
    summary: str
    url: str
    community: str
    parent: str
    position: int
    version: int
    state: str
    audience: str
    language: str
    author: AuthorOut | None
    created: dt.datetime
    changed: dt.datetime


class Pages(Schema):
    """Some pages; ask again with ``after`` for more, empty at the end."""

    items: list[PageLine]
    after: str


class HeadingOut(Schema):
    """A heading; ``id`` is the fragment that leads to it."""

    level: int
    id: str
    text: str


class LinkOut(Schema):
    """A link of the text, as written; ``target`` is the uid of the entry it leads to, if you may see that."""

    kind: str
    href: str
    anchor: str
    target: str
    is_broken: bool


class PageOut(PageLine):
    """A page with its text: ``body`` is Markdown, ``html`` what it looks like. ``proposal`` is the uid of the
    change or the new page that waits for review, when this call made one. ``type`` is the uid of its type,
    ``fields`` what it answers to that, by name."""

    body: str
    html: str
    outline: list[HeadingOut]
    words: int
    topics: list[str]
    links: list[LinkOut]
    type: str
    fields: dict[str, Any]
    verified: VerifiedOut | None
    proposal: str = ""


class PageIn(Input):
    """A new page; it stands last under ``parent`` (a uid; empty: at the top)."""

    title: Title
    body: Body = ""
    parent: Uid = ""
    topics: Topics = []
    reason: str = Field("", max_length=300)
    audience: Literal["community", "members"] = "community"
    language: str = Field("", max_length=12)
    type: Uid = Field("", description="The uid of a type; empty: an article.")
    fields: Fields = Field(default_factory=dict, description="Answers to the fields of the type, by name.")
    as_draft: bool = Field(False, description="Keep it for yourself until it is published.")


class PageChange(Input):
    """What to change; what is left out stays. 409 when ``version`` is not the one that stands. Where pages
    are reviewed the answer is the page as it stands, with the ``proposal`` that waits."""

    version: int = Version
    title: Title | None = None
    body: Body | None = None
    topics: Topics | None = None
    reason: str = Field("", max_length=300, examples=["Newer pressure limits"])
    significance: Literal["typo", "minor", "major"] = "major"
    fields: Fields = Field(default_factory=dict, description="Fields to set; null clears, others stay.")


class PageMove(Input):
    """Where it is to stand: under ``parent`` (empty: at the top), at ``position`` from 0 (null: last)."""

    parent: Uid = ""
    position: int | None = Field(None, ge=0, le=1_000_000)


class RevisionLine(Schema):
    """A saved version; ``author`` is a name, of a person without an account too."""

    number: int
    title: str
    author: str
    reason: str
    significance: str
    restored_from: int | None
    created: dt.datetime


class Revisions(Schema):
    """Some versions, newest first; ask again with ``before`` for older ones, null at the end."""

    items: list[RevisionLine]
    before: int | None


class RevisionOut(RevisionLine):
    """A saved version with its text."""

    body: str


class Restore(Input):
    """Bringing back an old version; ``version`` is the one that stood when you looked."""

    version: int = Version


class BlockOut(Schema):
    """A block beside its other version. ``kind``: same, added, removed, changed, moved (where it is now),
    left (where it was), fold (unchanged blocks left out)."""

    kind: str
    old: str
    new: str


class Comparison(Schema):
    """Two versions compared: ``html`` in one text, ``blocks`` side by side."""

    old_title: str
    new_title: str
    html: str
    blocks: list[BlockOut]


class Earlier(Schema):
    """A version that some sentences of a passage come from."""

    version: int
    author: str


class PassageOut(Schema):
    """A block of a page as Markdown; ``version`` gave it its last word, ``earlier`` ones the rest."""

    body: str
    version: int
    author: str
    created: dt.datetime
    earlier: list[Earlier]


def seen_parents(pages: list[Page], person: Any) -> set[int]:
    """Those of the pages above ``pages`` that ``person`` may see."""
    above = {page.parent_id for page in pages if page.parent_id}
    return (
        set(Page.objects.visible_to(person).filter(pk__in=above).values_list("pk", flat=True))
        if above
        else set()
    )


def line(page: Page, seen_parents: set[int]) -> dict[str, Any]:
    """The fields of a line; the parent is named when it is among ``seen_parents``."""
    entry = page.entry
    return {
        "uid": entry.uid,
        "title": entry.title,
        "summary": entry.summary,
        "url": entry.get_absolute_url(),
        "community": entry.community.slug,
        "parent": page.parent.entry.uid if page.parent is not None and page.parent_id in seen_parents else "",
        "position": page.position,
        "version": page.version,
        "state": entry.state,
        "audience": entry.audience,
        "language": entry.language,
        "author": author_out(entry.author),
        "created": entry.created,
        "changed": entry.changed,
    }


def revision_line(row: Revision) -> dict[str, Any]:
    """The fields of a saved version but its text."""
    return {
        "number": row.number,
        "title": row.title,
        "author": row.writer,
        "reason": row.reason,
        "significance": row.significance,
        "restored_from": row.restored_from,
        "created": row.created,
    }


def out(page: Page, person: Any) -> PageOut:
    """``page`` for ``person``, who may see it. Where its links lead is told as far as she may see."""
    links = list(Link.objects.visible_to(person).filter(source=page.entry).order_by("pk")[:MOST_LINKS])
    targets = {link.target_id for link in links if link.target_id}
    uids = (
        dict(Entry.objects.visible_to(person).filter(pk__in=targets).values_list("pk", "uid"))
        if targets
        else {}
    )
    return PageOut(
        **line(page, seen_parents([page], person)),
        proposal=page.proposed.uid if page.proposed else "",
        body=page.body,
        html=page.html,
        outline=[HeadingOut(**heading) for heading in page.outline],
        words=page.words,
        type=page.type.uid,
        fields=plain_of(page.entry, page.type, seen_by=person),
        verified=verified_out(verified_one(page.entry, person=person)),
        topics=list(page.entry.topics.order_by("label").values_list("label", flat=True)),
        links=[
            LinkOut(
                kind=link.kind,
                href=link.href,
                anchor=link.anchor,
                target=uids.get(link.target_id or 0, ""),
                is_broken=link.is_broken,
            )
            for link in links
        ],
    )
