"""How a collection is found: by its name, its words, its views and its fields. Its rows are entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from practica.content.collections.facts import CollectionChanged
from practica.content.collections.models import COLLECTION, Collection
from practica.core.entries.findable import FOUND_IN, document_of
from practica.core.entries.models import Entry
from practica.kit.contracts import search


def documents(entry_ids: Sequence[int]) -> Iterator[search.Document]:
    """One document per collection that is out."""
    rows = Collection.objects.filter(entry__in=entry_ids, entry__state__in=FOUND_IN)
    rows = rows.select_related("entry", "type").prefetch_related(
        "entry__author", "entry__topics", "entry__readers", "entry__community__organisations", "views",
        "type__fields",
    )  # fmt: skip
    for collection in rows:
        entry = collection.entry
        names = [view.name for view in collection.views.all()]
        asks = [field.label for field in collection.type.fields.all()]
        words = [entry.summary, collection.type.label, ", ".join(names), ", ".join(asks)]
        passages = tuple(search.Passage(text=text) for text in words if text)
        yield document_of(entry, key=f"{COLLECTION}:{entry.uid}", passages=passages)


def entry_ids() -> Iterable[int]:
    """Every collection."""
    return Entry.objects.filter(kind=COLLECTION).values_list("pk", flat=True).iterator()


search.register(
    search.Source(kind=COLLECTION, documents=documents, entry_ids=entry_ids, facts=(CollectionChanged,))
)
