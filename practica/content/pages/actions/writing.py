"""What is written when a page or a version comes to be. Rights are asked by the actions in
:mod:`practica.content.pages.actions.saving`, who call this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import facts
from practica.content.pages.actions.showing import claim_title, show_page
from practica.content.pages.actions.tree import demand_room, lock_tree
from practica.content.pages.links import Context
from practica.content.pages.models import AMONG_ROWS, Draft, Page, Revision
from practica.content.pages.queries import as_it_stands, drafts_at, named_in, writers_among
from practica.content.pages.texts import Text, read_text
from practica.core.communities.models import Community
from practica.core.entries.actions import (
    check_headings,
    clean_title,
    create_entry,
    follow_if_new,
    mark_read,
    set_links,
    set_topics,
    text_changed,
)
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.actions import fill_new
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import article
from practica.kit.access import Invalid, Stale
from practica.kit.bulk import insert_objects

REASON_LENGTH = 300


@transaction.atomic
def add_page(
    *,
    community: Community,
    title: str,
    body: str,
    parent: Page | None = None,
    author: Person | None = None,
    author_name: str = "",
    accepted_by: Person | None = None,
    created: dt.datetime | None = None,
    changed: dt.datetime | None = None,
    topics: Iterable[str] = (),
    reason: str = "",
    audience: str = Entry.Audience.COMMUNITY,
    language: str = "",
    uid: str = "",
    coming: Mapping[str, str] | None = None,
    type: KnowledgeType | None = None,
    values: Mapping[str, Any] | None = None,
    state: str = Entry.State.PUBLISHED,
    among_rows: bool = False,
    actor: Person,
) -> Page:
    """Write a new page, last among its siblings; see :func:`saving.create`. ``among_rows``: it stands in no
    tree, whatever ``parent`` says. ``author_name`` is of whoever wrote it without an account, ``accepted_by``
    let in what others wrote."""
    writer = None if author_name else author or actor
    type = usable(type, community)
    text = read_text(body, Context(community=community, actor=actor, coming=coming or {}))
    lock_tree(community)
    parent = None if among_rows else parent
    trail = AMONG_ROWS if among_rows else demand_room(parent, community)
    entry = create_entry(
        kind="page",
        community=community,
        author=writer,
        title=title,
        summary=text.summary,
        audience=audience,
        language=language,
        created=created,
        changed=changed,
        uid=uid,
        state=state,
        actor=actor,
    )
    page = Page.objects.create(
        entry=entry,
        community=community,
        type=type,
        parent=parent,
        trail=trail,
        position=0 if among_rows else _next_position(community, trail),
        **_kept(text),
    )
    _revise(
        page, text, author=writer, author_name=author_name, reason=reason, at=entry.changed,
        accepted_by=accepted_by,
    )  # fmt: skip
    fill_new(entry, type, values or {}, actor=actor)
    set_topics(entry, topics, actor=actor)
    set_links(entry, text.links)
    if created is None and writer == actor:
        follow_if_new(entry, actor=actor)
    if not entry.is_out:
        record(facts.PageDrafted(actor_id=actor.pk, community_id=community.pk, entry_id=entry.pk))
        return page
    mentioned = _newly(text.mentioned, set()) if created is None else ()
    show_page(page, mentioned=mentioned, actor=actor)
    return page


@transaction.atomic
def write_version(
    page: Page,
    *,
    title: str,
    body: str,
    started_from: int,
    reason: str = "",
    significance: str = Revision.Significance.MAJOR,
    topics: Sequence[str] | None = None,
    at: dt.datetime | None = None,
    author: Person | None = None,
    coming: Mapping[str, str] | None = None,
    restored_from: int | None = None,
    accepted_by: Person | None = None,
    contributors: Collection[Person] = (),
    by_itself: bool = False,
    actor: Person,
) -> Page:
    """Save a new version of ``page``, as :func:`saving.save`; ``accepted_by`` let in what ``actor`` wrote."""
    if significance not in Revision.Significance.values:
        raise Invalid(_("Choose how much has changed."), field="significance")
    current = as_it_stands(page)
    if current.version != started_from:
        raise stale(current)
    entry, title = current.entry, clean_title(title)
    named_before = named_in(entry)
    text = read_text(body, Context(community=entry.community, actor=actor, entry=entry, coming=coming or {}))
    if topics is not None:
        set_topics(entry, topics, actor=actor)
    if (title, text.body) == (entry.title, current.body):
        return current
    new = {**_kept(text), "version": started_from + 1}
    headings = [{heading["id"] for heading in outline} for outline in (current.outline, text.outline)]
    # Compared and written in one statement: of two writers one wins, the other hears of it.
    if not Page.objects.filter(pk=page.pk, version=started_from).update(**new):
        raise stale(as_it_stands(page))
    for name, value in new.items():
        setattr(current, name, value)
    writer = author or actor
    others = [one for one in contributors if one.pk != writer.pk]
    if newcomers := _newcomers(current, {one.pk for one in (writer, *others)}):
        Page.objects.filter(pk=page.pk).update(writer_count=F("writer_count") + newcomers)
    renamed = title != entry.title
    text_changed(
        entry, title=title, summary=text.summary, at=at,
        is_material=significance == Revision.Significance.MAJOR, actor=actor,
    )  # fmt: skip
    if renamed and entry.is_out:
        claim_title(entry)
    set_links(entry, text.links)
    if headings[0] != headings[1]:
        check_headings(entry, headings[1])
    revision = _revise(
        current, text, author=writer, reason=reason, at=entry.changed, significance=significance,
        restored_from=restored_from, accepted_by=accepted_by,
    )  # fmt: skip
    if others:
        revision.contributors.set(others)
    if not by_itself and (drafts := drafts_at(current, person=actor)):
        Draft.objects.filter(pk__in=drafts).delete()
    if at is None:
        follow_if_new(entry, actor=actor)
        # Who leaves the editor may not come back to the page: it would be news to its own writer.
        mark_read(entry, actor=actor)
    record(
        facts.PageSaved(
            actor_id=actor.pk,
            subject_id=writer.pk,
            community_id=entry.community_id,
            entry_id=entry.pk,
            version=current.version,
            significance=significance,
            reason=reason[:REASON_LENGTH],
            # Who is named in a page nobody sees yet hears of it when it is published.
            mentioned=_newly(text.mentioned, named_before) if at is None and entry.is_out else (),
        )
    )
    return current


def usable(type: KnowledgeType | None, community: Community) -> KnowledgeType:
    """``type``, or the article. Raises Invalid for one that is retired or of another community."""
    if type is None:
        return article()
    if type.is_retired or type.community_id not in (None, community.pk):
        raise Invalid(_("This type is not used here."), field="type")
    return type


def _next_position(community: Community, trail: str) -> int:
    last = Page.objects.of(community).filter(trail=trail).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _kept(text: Text) -> dict[str, Any]:
    return {"body": text.body, "html": text.html, "outline": text.outline, "words": text.words}


def _revise(
    page: Page,
    text: Text,
    *,
    author: Person | None,
    reason: str,
    at: dt.datetime | None,
    author_name: str = "",
    significance: str = Revision.Significance.MAJOR,
    restored_from: int | None = None,
    accepted_by: Person | None = None,
) -> Revision:
    revision = Revision(
        page=page,
        number=page.version,
        title=page.entry.title,
        body=text.body,
        author=author,
        author_name=author_name[:120],
        reason=" ".join(reason.split())[:REASON_LENGTH],
        significance=significance,
        restored_from=restored_from,
        accepted_by=accepted_by,
        created=at or timezone.now(),
    )
    insert_objects([revision])
    return revision


def _newcomers(page: Page, people: set[int]) -> int:
    """How many of ``people`` have not written in ``page`` before."""
    new = people - writers_among(people, page)
    if new:
        rows = Revision.objects.filter(page=page, contributors__in=new)
        new -= set(rows.values_list("contributors", flat=True))
    return len(new)


def _newly(mentioned: Mapping[str, int], before: set[str]) -> tuple[int, ...]:
    return tuple(sorted(pk for handle, pk in mentioned.items() if handle not in before))


def stale(current: Page) -> Stale:
    """What is told to somebody who began with an older version than ``current``."""
    return Stale(_("Somebody else saved this page while you were writing."), current=current)
