"""Writing pages: create, save, restore, archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.actions.tree import demand_room, lock_tree
from practica.content.pages.links import Context
from practica.content.pages.models import Draft, Page, Revision
from practica.content.pages.texts import Text, read_text
from practica.core.communities.models import Community
from practica.core.entries import facts as entry_facts
from practica.core.entries.actions import (
    clean_title,
    create_entry,
    follow_if_new,
    remember_alias,
    set_links,
    set_topics,
    text_changed,
    title_path,
)
from practica.core.entries.models import Alias, Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types.models import ARTICLE, KnowledgeType
from practica.kit.access import Invalid, Stale, demand

REASON_LENGTH = 300


@transaction.atomic
def create(
    *,
    community: Community,
    title: str,
    body: str,
    parent: Page | None = None,
    author: Person | None = None,
    created: dt.datetime | None = None,
    changed: dt.datetime | None = None,
    topics: Iterable[str] = (),
    reason: str = "",
    audience: str = Entry.Audience.COMMUNITY,
    language: str = "",
    uid: str = "",
    coming: Mapping[str, str] | None = None,
    actor: Person,
) -> Page:
    """Write a new page, last among its siblings.

    An import gives ``author`` (who wrote it, when not ``actor``), the original dates, a ``uid`` chosen before
    (``kit.models.new_uid``) and ``coming`` (see ``links.Context``); with ``created`` given nobody is told of
    mentions. Raises Invalid for a title or body that cannot be taken, or a parent that stands too deep.
    """
    demand(access.can_create(actor, community), _("Only members write pages here."))
    writer = author or actor
    text = read_text(body, Context(community=community, actor=actor, coming=coming or {}))
    lock_tree(community)
    trail = demand_room(parent, community)
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
        actor=actor,
    )
    page = Page.objects.create(
        entry=entry,
        community=community,
        type=_article(),
        parent=parent,
        trail=trail,
        position=_next_position(community, trail),
        **_kept(text),
    )
    _revise(page, text, author=writer, reason=reason, at=entry.changed)
    claim_title(entry)
    set_topics(entry, topics, actor=actor)
    set_links(entry, text.links)
    if created is None and writer == actor:
        follow_if_new(entry, actor=actor)
    record(
        facts.PageCreated(
            actor_id=actor.pk,
            subject_id=writer.pk,
            community_id=community.pk,
            entry_id=entry.pk,
            mentioned=_newly(text.mentioned, set()) if created is None else (),
        )
    )
    return page


@transaction.atomic
def save(
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
    actor: Person,
) -> Page:
    """Save a new version of ``page`` and return it as it stands now. Nothing changed: nothing is saved.

    ``started_from`` is the version the writer began with. Raises Stale (``current`` is the page as stored)
    when somebody saved meanwhile. ``topics`` None leaves the topics. ``at`` and ``author`` are for imports.
    """
    demand(access.can_edit(actor, page), _("You cannot edit this page."))
    if significance not in Revision.Significance.values:
        raise Invalid(_("Choose how much has changed."), field="significance")
    current = Page.objects.with_entry().get(pk=page.pk)
    if current.version != started_from:
        raise _stale(current)
    entry, title = current.entry, clean_title(title)
    named_before = set(entry.links_out.filter(kind="mention").values_list("href", flat=True))
    text = read_text(body, Context(community=entry.community, actor=actor, entry=entry, coming=coming or {}))
    if topics is not None:
        set_topics(entry, topics, actor=actor)
    if (title, text.body) == (entry.title, current.body):
        return current
    new = {**_kept(text), "version": started_from + 1}
    # Compared and written in one statement: of two writers one wins, the other hears of it.
    if not Page.objects.filter(pk=page.pk, version=started_from).update(**new):
        raise _stale(Page.objects.with_entry().get(pk=page.pk))
    for name, value in new.items():
        setattr(current, name, value)
    writer = author or actor
    if not Revision.objects.filter(page=current, author=writer).exists():
        Page.objects.filter(pk=page.pk).update(writer_count=F("writer_count") + 1)
    renamed = title != entry.title
    text_changed(entry, title=title, summary=text.summary, at=at, actor=actor)
    if renamed:
        claim_title(entry)
    set_links(entry, text.links)
    _revise(
        current, text, author=writer, reason=reason, at=entry.changed, significance=significance,
        restored_from=restored_from,
    )  # fmt: skip
    Draft.objects.filter(page=current, person=actor).delete()
    if at is None:
        follow_if_new(entry, actor=actor)
    record(
        facts.PageSaved(
            actor_id=actor.pk,
            subject_id=writer.pk,
            community_id=entry.community_id,
            entry_id=entry.pk,
            version=current.version,
            significance=significance,
            reason=reason[:REASON_LENGTH],
            mentioned=_newly(text.mentioned, named_before) if at is None else (),
        )
    )
    return current


@transaction.atomic
def restore(page: Page, revision: Revision, *, started_from: int | None = None, actor: Person) -> Page:
    """Make an old version the current one again, as a new version."""
    if revision.page_id != page.pk:
        raise Invalid(_("This version belongs to another page."))
    restored = save(
        page,
        title=revision.title,
        body=revision.body,
        started_from=page.version if started_from is None else started_from,
        restored_from=revision.number,
        actor=actor,
    )
    if restored.version != page.version:
        record(
            facts.PageRestored(
                actor_id=actor.pk,
                community_id=restored.community_id,
                entry_id=restored.entry_id,
                restored=revision.number,
            )
        )
    return restored


@transaction.atomic
def archive(page: Page, *, actor: Person) -> None:
    """Keep ``page`` as it is, marked as no longer current."""
    demand(access.can_archive(actor, page), _("You cannot archive this page."))
    _set_state(page, Entry.State.ARCHIVED)
    record(
        entry_facts.EntryArchived(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id)
    )


@transaction.atomic
def unarchive(page: Page, *, actor: Person) -> None:
    """Make ``page`` current again."""
    demand(access.can_archive(actor, page), _("You cannot bring this page back."))
    _set_state(page, Entry.State.PUBLISHED)
    record(
        entry_facts.EntryRestored(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id)
    )


def claim_title(entry: Entry) -> None:
    """Let ``[[Title]]`` lead to ``entry``, unless another page has that very title already."""
    path = title_path(entry.title)
    holder = Alias.objects.filter(community=entry.community_id, path=path).select_related("entry").first()
    if holder is not None and holder.entry_id != entry.pk:
        other = holder.entry
        if other.state != Entry.State.BINNED and title_path(other.title) == path:
            return
    remember_alias(entry, path)


def _article() -> KnowledgeType:
    kind, _new = KnowledgeType.objects.get_or_create(name=ARTICLE, defaults={"label": "Article"})
    return kind


def _next_position(community: Community, trail: str) -> int:
    last = Page.objects.of(community).filter(trail=trail).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _kept(text: Text) -> dict[str, Any]:
    return {"body": text.body, "html": text.html, "outline": text.outline, "words": text.words}


def _revise(
    page: Page,
    text: Text,
    *,
    author: Person,
    reason: str,
    at: dt.datetime | None,
    significance: str = Revision.Significance.MAJOR,
    restored_from: int | None = None,
) -> None:
    Revision.objects.create(
        page=page,
        number=page.version,
        title=page.entry.title,
        body=text.body,
        author=author,
        reason=" ".join(reason.split())[:REASON_LENGTH],
        significance=significance,
        restored_from=restored_from,
        created=at or timezone.now(),
    )


def _set_state(page: Page, state: str) -> None:
    page.entry.state = state
    page.entry.save(update_fields=["state"])


def _newly(mentioned: Mapping[str, int], before: set[str]) -> tuple[int, ...]:
    return tuple(sorted(pk for handle, pk in mentioned.items() if handle not in before))


def _stale(current: Page) -> Stale:
    return Stale(_("Somebody else saved this page while you were writing."), current=current)
