"""How a page stands before it is saved anew: asked with every save, so each is put into SQL once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from practica.content.pages.models import Draft, Page, Revision
from practica.core.entries.models import Entry, Link
from practica.core.people.models import Person
from practica.kit.prepared import prepared


def as_it_stands(page: Page) -> Page:
    """``page`` as the database has it now, with its entry. Raises Page.DoesNotExist."""
    found: Page | None = _pages.first(None, page=page.pk)
    if found is None:
        raise Page.DoesNotExist
    return found


@prepared
def _pages(_person: Any, *, page: int) -> Any:
    return Page.objects.with_entry().filter(pk=page)


def named_in(entry: Entry) -> set[str]:
    """The handles of the people whom its text names."""
    return set(_named(None, entry=entry.pk))


@prepared
def _named(_person: Any, *, entry: int) -> Any:
    return Link.objects.filter(source=entry, kind="mention").values_list("href", flat=True)


def writers_among(people: Collection[int], page: Page) -> set[int]:
    """Those of ``people`` who are the author of a version of ``page``."""
    return set(_writers(None, page=page.pk, people=sorted(people)))


@prepared
def _writers(_person: Any, *, page: int, people: list[int]) -> Any:
    return Revision.objects.filter(page=page, author__in=people).values_list("author", flat=True).distinct()


def drafts_at(page: Page, *, person: Person) -> Sequence[int]:
    """The ids of the drafts of ``person`` for the next version of ``page``: one or none."""
    return _drafts(None, page=page.pk, person=person.pk)


@prepared
def _drafts(_person: Any, *, page: int, person: int) -> Any:
    return Draft.objects.filter(page=page, person=person).values_list("pk", flat=True)
