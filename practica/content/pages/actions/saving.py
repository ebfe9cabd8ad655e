"""Writing pages: create, save, restore, publish. Where pages are reviewed, what is written waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.actions.proposing import ask_to_publish, propose, text_went_on
from practica.content.pages.actions.showing import say_restored, show_draft
from practica.content.pages.actions.writing import add_page, stale, write_version
from practica.content.pages.models import Page, Revision
from practica.content.pages.queries import values_then
from practica.core.communities.access import can_lead
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.actions import set_values
from practica.kit.access import Invalid, demand


@transaction.atomic
def create(
    *,
    community: Community,
    title: str,
    body: str,
    parent: Page | None = None,
    author: Person | None = None,
    created: dt.datetime | None = None,
    as_draft: bool = False,
    actor: Person,
    **more: Any,
) -> Page:
    """Write a new page, last among its siblings.

    ``as_draft`` keeps it for its author until she publishes it; where pages are reviewed a new page is one
    that waits for review. An import gives ``author`` (who wrote it, when not ``actor``), the original dates,
    a ``uid`` chosen before (``kit.models.new_uid``) and ``coming`` (see ``links.Context``); with ``created``
    given nobody is told of mentions. ``type`` None is the article; ``values`` are raw answers to its fields
    by name; the rest is as :func:`writing.add_page` takes it. Raises Invalid for a title, body or value that
    cannot be taken, or a parent that stands too deep.
    """
    demand(access.can_create(actor, community), _("Only members write pages here."))
    waits = bool(community.approvals_needed) and not _is_brought(created, community, actor)
    page = add_page(
        community=community,
        title=title,
        body=body,
        parent=parent,
        author=author,
        created=created,
        state=Entry.State.DRAFT if as_draft or waits else Entry.State.PUBLISHED,
        actor=actor,
        **more,
    )
    if waits and not as_draft:
        page.proposed = ask_to_publish(page, actor=actor)
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
    contributors: Collection[Person] = (),
    by_itself: bool = False,
    actor: Person,
) -> Page:
    """Save a new version of ``page`` and return it as it stands now. Nothing changed: nothing is saved.

    Where pages are reviewed the page stays as it stands, and its ``proposed`` is the change that waits.
    ``started_from`` is the version the writer began with. Raises Stale (``current`` is the page as stored)
    when somebody saved meanwhile. ``topics`` None leaves the topics. ``at`` and ``author`` are for imports.
    ``contributors`` typed into it beside ``actor``; ``by_itself`` says that nobody pressed Save: a draft she
    has stays.
    """
    demand(access.can_edit(actor, page), _("You cannot edit this page."))
    if access.is_reviewed(page) and not _is_brought(at, page.entry.community, actor):
        return _proposed(
            page, title=title, body=body, started_from=started_from, reason=reason,
            significance=significance, topics=topics, restored_from=restored_from, actor=actor,
        )  # fmt: skip
    saved = write_version(
        page,
        title=title,
        body=body,
        started_from=started_from,
        reason=reason,
        significance=significance,
        topics=topics,
        at=at,
        author=author,
        coming=coming,
        restored_from=restored_from,
        contributors=contributors,
        by_itself=by_itself,
        actor=actor,
    )
    if saved.entry.state == Entry.State.IN_REVIEW and saved.version != started_from:
        text_went_on(saved, actor=actor)
    return saved


def _proposed(page: Page, *, started_from: int, **values: Any) -> Page:
    current: Page = Page.objects.with_entry().get(pk=page.pk)
    if current.version != started_from:
        raise stale(current)
    current.proposed = propose(current, **values)
    return current


def _is_brought(at: dt.datetime | None, community: Community, actor: Person) -> bool:
    """What a lead brings from elsewhere was written before, and is not reviewed again."""
    return at is not None and can_lead(actor, community)


@transaction.atomic
def restore(
    page: Page,
    revision: Revision,
    *,
    started_from: int | None = None,
    with_values: bool = False,
    actor: Person,
) -> Page:
    """Make an old version the current one again, as a new version; ``with_values`` its fields too, as they
    were when that version was replaced."""
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
        say_restored(restored, revision.number, actor=actor)
    then = values_then(page, revision, seen_by=actor) if with_values else []
    if then:
        set_values(page.entry, {one.field.name: one.plain for one in then}, actor=actor)
    return restored


@transaction.atomic
def publish(page: Page, *, reviewers: Iterable[Person] = (), actor: Person) -> Page:
    """Let others see a draft; where pages are reviewed, ask ``reviewers`` (none: the leads) first."""
    demand(access.can_publish(actor, page), _("You cannot publish this page."))
    if page.entry.community.approvals_needed:
        page.proposed = ask_to_publish(page, reviewers=reviewers, actor=actor)
    else:
        show_draft(page, actor=actor)
    return page
