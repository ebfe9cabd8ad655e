"""How a page becomes findable, passage by passage, so that a hit opens at its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from practica.content.pages.facts import PageSaved
from practica.content.pages.models import Page
from practica.core.entries.findable import FOUND_IN, document_of
from practica.core.entries.models import Entry
from practica.core.types.facts import EntryRetyped, ValuesChanged
from practica.core.types.findable import passages_of
from practica.kit import markup
from practica.kit.contracts import search


def documents(entry_ids: Sequence[int]) -> Iterator[search.Document]:
    """One document per page that is out; archived ones come after current ones."""
    rows = Page.objects.filter(entry__in=entry_ids, entry__state__in=FOUND_IN)
    # Communities, authors and types are few: fetched beside the rows, each is one object for all of them.
    rows = rows.select_related("entry").defer("body", "outline")
    rows = rows.prefetch_related(
        "type", "entry__author", "entry__topics", "entry__readers", "entry__community__organisations"
    )
    pages = list(rows)
    answered = passages_of([page.entry_id for page in pages])
    for page in pages:
        passages = (*answered.get(page.entry_id, ()), *markup.passages(page.html))
        key = f"page:{page.entry.uid}"
        yield document_of(page.entry, key=key, passages=passages, type_name=page.type.name)


def entry_ids() -> Iterable[int]:
    """Every page."""
    return Entry.objects.filter(kind="page").values_list("pk", flat=True).iterator()


# A new page is known by the fact of its entry; with its own it would be indexed twice.
search.register(
    search.Source(
        kind="page", documents=documents, entry_ids=entry_ids, facts=(PageSaved, ValuesChanged, EntryRetyped)
    )
)
