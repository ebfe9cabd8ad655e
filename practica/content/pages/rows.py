"""Pages as rows: what types and collections know of them, and how they make new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.actions import (
    NewPage,
    create,
    create_many,
    give_type,
    propose_type,
    propose_values,
    save,
)
from practica.content.pages.links import Context
from practica.content.pages.models import Page, Proposal, Revision
from practica.content.pages.queries import values_waiting
from practica.content.pages.texts import read_text
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from practica.kit.access import Invalid
from practica.kit.contracts import rows
from practica.kit.models import new_uid


def make(
    *,
    type: KnowledgeType,
    community: Community,
    title: str,
    values: Mapping[str, Any],
    body: str = "",
    author: Person | None = None,
    author_name: str = "",
    actor: Person,
) -> Entry:
    """A page of ``type`` in ``community`` that stands in no tree: collections and searching lead to it."""
    by_others = author_name or (author is not None and author.pk != actor.pk)
    page = create(
        community=community,
        title=title,
        body=body or type.words("template"),
        type=type,
        values=values,
        among_rows=True,
        author=author,
        author_name=author_name,
        accepted_by=actor if by_others else None,
        actor=actor,
    )
    if by_others:
        # Who is no member does not answer for it; who let it in does.
        Entry.objects.filter(pk=page.entry_id).update(owner=actor)
    return page.entry


def make_many(
    *,
    type: KnowledgeType,
    community: Community,
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    actor: Person,
) -> list[Entry]:
    """Pages of ``type``, one for each title with its values, with the template as their text."""
    now = timezone.now()
    text = read_text(type.words("template"), Context(community=community, actor=actor))
    new = [
        NewPage(
            uid=new_uid(),
            title=title,
            text=text,
            created=now,
            changed=now,
            values=values,
            among_rows=True,
        )
        for title, values in rows
    ]
    pages = create_many(new, community=community, type=type, actor=actor)
    return [pages[one.uid].entry for one in new]


def rename(entry: Entry, title: str, actor: Person) -> None:
    """Another title for a page, as a small version of its own; the text, and drafts of it, stay as they are.

    Raises Invalid where changes are reviewed first: there a title is proposed together with its text.
    """
    page = Page.objects.with_entry().get(entry=entry)
    if access.is_reviewed(page):
        raise Invalid(
            _("Pages are reviewed here before they change. Open the page to propose another name."),
            field="title",
        )
    save(
        page,
        title=title,
        body=page.body,
        started_from=page.version,
        significance=Revision.Significance.MINOR,
        by_itself=True,
        actor=actor,
    )


def _may_edit(person: Any, entry: Entry) -> bool:
    page = Page.objects.with_entry().filter(entry=entry).first()
    return page is not None and access.can_edit(person, page)


def _propose(entry: Entry, values: Mapping[str, tuple[Any, Any]], actor: Person) -> Proposal | None:
    page: Page = Page.objects.with_entry().get(entry=entry)
    return propose_values(page, values, actor=actor)


def _propose_type(entry: Entry, type: KnowledgeType, actor: Person) -> Proposal:
    page: Page = Page.objects.with_entry().get(entry=entry)
    return propose_type(page, type, actor=actor)


rows.register(
    rows.Home(
        kind="page",
        path="page__type",
        may_edit=_may_edit,
        set_type=give_type,
        make=make,
        make_many=make_many,
        rename=rename,
        waits=access.waits_for_review,
        propose=_propose,
        propose_type=_propose_type,
        waiting=values_waiting,
    )
)
