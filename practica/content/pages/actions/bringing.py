"""Many pages at once, for imports: the same rows and facts as :func:`create`, in a few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.actions.history import MOST_VERSIONS, PastVersion
from practica.content.pages.actions.tree import lock_tree
from practica.content.pages.actions.writing import usable
from practica.content.pages.models import AMONG_ROWS, MAX_DEPTH, Page, Revision
from practica.content.pages.texts import Text
from practica.core.communities.access import can_lead
from practica.core.communities.models import Community
from practica.core.entries.bulk import NewEntry, create_entries
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.actions import fill_many
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid, demand
from practica.kit.bulk import insert_objects, put

_OF_VERSIONS = ("page_id", "number", "title", "body", "author_id", "author_name", "reason", "created")


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """A page to be brought, its text read already.

    ``parent_uid`` names a page that exists or comes before it in the same call. ``author`` began it,
    ``reviser`` (None: the author) wrote the current version at ``changed``; ``past`` are the versions before,
    oldest first. ``summary`` empty takes that of the text. ``aliases`` are the paths it had elsewhere,
    ``values`` raw answers to the fields of its type. ``among_rows``: it stands in no tree, and in no feed
    before somebody touches it.
    """

    uid: str
    title: str
    text: Text
    parent_uid: str = ""
    author: Person | None = None
    reviser: Person | None = None
    created: dt.datetime
    changed: dt.datetime
    summary: str = ""
    reason: str = ""
    audience: str = Entry.Audience.COMMUNITY
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    past: Sequence[PastVersion] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    among_rows: bool = False


@transaction.atomic
def create_many(
    new: Sequence[NewPage], *, community: Community, type: KnowledgeType | None = None, actor: Person
) -> dict[str, Page]:
    """Bring ``new`` pages, each last among its siblings, and return them by uid. All of them or none.

    Nobody is told of mentions, and ``actor`` does not follow what she brings. Call :func:`join_links` once
    when the last page is in. ``type`` None is the article. Raises Invalid for a title that cannot be taken or
    a page too deep.
    """
    demand(access.can_create(actor, community), _("Only members write pages here."))
    if any(one.past for one in new):
        demand(can_lead(actor, community), _("Only leads bring history along."))
    if any(len(one.past) > MOST_VERSIONS for one in new):
        raise Invalid(_("At most %(most)d versions can be brought along.") % {"most": MOST_VERSIONS})
    lock_tree(community)
    entries = create_entries("page", [_envelope(one, actor) for one in new], community=community, actor=actor)
    type = usable(type, community)
    pages = _plant(new, {entry.uid: entry for entry in entries}, community, type)
    fill_many(type, [(pages[one.uid].entry, one.values) for one in new], actor=actor)
    _write_versions(new, pages, actor)
    record(
        *(
            facts.PageCreated(
                actor_id=actor.pk, subject_id=entry.author_id, community_id=community.pk, entry_id=entry.pk
            )
            for entry in entries
        )
    )
    return pages


def _envelope(one: NewPage, actor: Person) -> NewEntry:
    return NewEntry(
        uid=one.uid,
        title=one.title,
        summary=one.summary or one.text.summary,
        author=one.author or actor,
        audience=one.audience,
        created=one.created,
        changed=one.changed,
        topics=one.topics,
        aliases=one.aliases,
        links=one.text.links,
        is_quiet=one.among_rows,
    )


def _plant(
    new: Sequence[NewPage], entries: Mapping[str, Entry], community: Community, type: KnowledgeType
) -> dict[str, Page]:
    """Make the pages level by level: a trail needs the id of the page above."""
    own = {one.uid for one in new}
    above = {one.parent_uid for one in new if one.parent_uid and one.parent_uid not in own}
    rows = Page.objects.of(community).filter(entry__uid__in=above).exclude(entry__state=Entry.State.BINNED)
    known = {page.entry.uid: page for page in rows.select_related("entry")}
    next_place = _next_places(community, [page.pk for page in known.values()])
    made: dict[str, Page] = {}
    waiting = list(new)
    while waiting:
        ready = [one for one in waiting if not one.parent_uid or one.parent_uid in known]
        if not ready:
            raise Invalid(_("This parent is not a page of this community."), field="parent")
        level = []
        for one in ready:
            parent = known.get(one.parent_uid)
            trail = parent.trail_of_children if parent else AMONG_ROWS if one.among_rows else "/"
            if trail.count("/") - 1 >= MAX_DEPTH:
                raise Invalid(
                    _("Pages can stand at most %(most)d deep. Choose a parent nearer the top.")
                    % {"most": MAX_DEPTH},
                    field="parent",
                )
            above_pk = parent.pk if parent else None
            position = 0 if trail == AMONG_ROWS else next_place.get(above_pk, 0)
            if trail != AMONG_ROWS:
                next_place[above_pk] = position + 1
            level.append(
                Page(
                    entry=entries[one.uid],
                    community=community,
                    type=type,
                    parent=parent,
                    trail=trail,
                    position=position,
                    version=len(one.past) + 1,
                    body=one.text.body,
                    html=one.text.html,
                    outline=one.text.outline,
                    words=one.text.words,
                    writer_count=_writer_count(one),
                )
            )
        for one, page in zip(ready, insert_objects(level), strict=True):
            known[one.uid] = made[one.uid] = page
        done = {one.uid for one in ready}
        waiting = [one for one in waiting if one.uid not in done]
    return made


def _next_places(community: Community, parents: list[int]) -> dict[int | None, int]:
    rows = (
        Page.objects.of(community).filter(parent__in=parents).values("parent").annotate(last=Max("position"))
    )
    places: dict[int | None, int] = {row["parent"]: row["last"] + 1 for row in rows}
    top = Page.objects.of(community).right_below(None).aggregate(last=Max("position"))["last"]
    places[None] = 0 if top is None else top + 1
    return places


def _writer_count(one: NewPage) -> int:
    writers = {past.author.pk if past.author else past.author_name for past in one.past}
    last = one.reviser or one.author
    return len(writers | {last.pk if last else None})


def _write_versions(new: Sequence[NewPage], pages: Mapping[str, Page], actor: Person) -> None:
    columns: dict[str, list[Any]] = {name: [] for name in _OF_VERSIONS}
    for one in new:
        page = pages[one.uid]
        for version in _versions(one, page, actor):
            for name, value in zip(_OF_VERSIONS, version, strict=True):
                columns[name].append(value)
    put(Revision, columns)


def _versions(one: NewPage, page: Page, actor: Person) -> Iterator[tuple[Any, ...]]:
    """Those before, then the current one, as :data:`_OF_VERSIONS` names it."""
    title = page.entry.title
    for number, past in enumerate(one.past, start=1):
        author = past.author.pk if past.author else None
        name = "" if past.author else past.author_name[:120]
        reason = " ".join(past.reason.split())[:300]
        called = " ".join(past.title.split())[:200] or title
        yield page.pk, number, called, past.body, author, name, reason, past.at
    writer = one.reviser or one.author or actor
    reason = " ".join(one.reason.split())[:300]
    yield page.pk, len(one.past) + 1, title, one.text.body, writer.pk, "", reason, one.changed
