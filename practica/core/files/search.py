"""How a file of the library becomes findable, with the page, slide or sheet its words stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from practica.core.entries.findable import FOUND_IN, document_of
from practica.core.entries.models import Entry
from practica.core.files.facts import FileDescribed, FileStored, FileTextRead, FileVersioned
from practica.core.files.models import StoredFile
from practica.kit.contracts import search

FACTS = (FileStored, FileTextRead, FileVersioned, FileDescribed)


def documents(entry_ids: Sequence[int]) -> Iterator[search.Document]:
    """One document per file that is out; archived ones come after current ones."""
    rows = StoredFile.objects.filter(entry__in=entry_ids, entry__kind="file", entry__state__in=FOUND_IN)
    rows = rows.select_related("entry__community", "entry__author").prefetch_related(
        "parts", "entry__topics", "entry__readers", "entry__community__organisations"
    )
    for stored in rows:
        yield document_of(
            stored.entry,
            key=f"file:{stored.uid}",
            passages=tuple(_passages(stored)),
        )


def _passages(stored: StoredFile) -> Iterator[search.Passage]:
    """What it is said to be, then what is in it."""
    if stored.entry.summary:
        yield search.Passage(text=stored.entry.summary)
    for one in stored.parts.all():
        yield search.Passage(text=one.text, locator=one.locator, anchor=f"part-{one.position}")


def entry_ids() -> Iterable[int]:
    """Every file of the library."""
    return Entry.objects.filter(kind="file").values_list("pk", flat=True).iterator()


search.register(search.Source(kind="file", documents=documents, entry_ids=entry_ids, facts=FACTS))
