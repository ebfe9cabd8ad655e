"""What was said about passages of pages, in an export of this kind: brought in once its pages are."""

from __future__ import annotations

from practica.content.annotations.actions import bring as bring_talks
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline.archive_of_ours import COMMENTS, comments_in
from practica.interfaces.transfer.pipeline.people import Authors
from practica.interfaces.transfer.readers.archive.items import Source


def are_there(imported: Import) -> bool:
    """Whether the plan found any."""
    rows = ImportItem.objects.filter(import_run=imported, role=ImportItem.Role.LEFT)
    return rows.filter(path__startswith=COMMENTS, reasons__0__code="export.comments").exists()


def bring(imported: Import, source: Source, *, actor: Person) -> None:
    """Keep every talk with the page it is about; done twice, what is there stays as it is. People are those
    known from elsewhere by name, as authors are: nobody's account is given words by an archive."""
    assert imported.community is not None
    authors = Authors(imported.community, actor)

    def author_of(name: str) -> Person | None:
        return authors.person(name[:120]) if name.strip() else None

    for path, talks in comments_in(source):
        rows = ImportItem.objects.filter(import_run=imported, path=path, entry__isnull=False)
        item = rows.select_related("entry__community").order_by("position").first()
        if item is not None and item.entry is not None:
            bring_talks(item.entry, talks, author_of=author_of, actor=actor)
