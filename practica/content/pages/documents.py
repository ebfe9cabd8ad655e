"""Pages as documents that several people edit at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from practica.content.pages import access, actions
from practica.content.pages.models import Page
from practica.core.entries.models import Entry
from practica.kit.contracts import documents


def _page(entry: Entry) -> Page:
    return Page.objects.with_entry().get(entry=entry)


def _read(entry: Entry) -> documents.Text:
    page = _page(entry)
    return documents.Text(markdown=page.body, version=page.version)


def _versions(entry_ids: Collection[int]) -> Mapping[int, int]:
    return dict(Page.objects.filter(entry__in=entry_ids).values_list("entry_id", "version"))


def _may_write(person: Any, entry: Entry) -> bool:
    page = _page(entry)
    # Where pages are reviewed each writes a text of her own: one of all would have nobody else to approve it.
    return access.can_edit(person, page) and not access.is_reviewed(page)


def _save(
    entry: Entry, *, markdown: str, base_version: int, actor: Any, contributors: Collection[Any]
) -> int:
    """The title and everything else stays as it is: only the text is live."""
    page = _page(entry)
    saved = actions.save(
        page,
        title=page.entry.title,
        body=markdown,
        started_from=base_version,
        contributors=contributors,
        by_itself=True,
        actor=actor,
    )
    return saved.version


documents.register(
    documents.Document(kind="page", read=_read, versions=_versions, may_write=_may_write, save=_save)
)
