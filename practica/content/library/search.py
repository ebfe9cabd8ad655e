"""How a resource becomes findable: by what it is used for, who made it, and what members say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from practica.content.library import facts
from practica.content.library.models import KIND, Resource
from practica.core.entries.findable import FOUND_IN, document_of
from practica.core.entries.models import Entry
from practica.kit.contracts import search

# A new one is known by the fact of its entry; with its own it would be indexed twice.
FACTS = (facts.ResourceEdited, facts.ResourceReviewed, facts.ReviewTakenBack)


def documents(entry_ids: Sequence[int]) -> Iterator[search.Document]:
    """One document per resource that is out."""
    rows = Resource.objects.filter(entry__in=entry_ids, entry__kind=KIND, entry__state__in=FOUND_IN)
    rows = (
        rows.walked()
        .select_related("entry__author")
        .prefetch_related("reviews", "entry__topics", "entry__readers", "entry__community__organisations")
    )
    for resource in rows:
        entry = resource.entry
        yield document_of(entry, key=f"{KIND}:{entry.uid}", passages=tuple(_passages(resource)))


def _passages(resource: Resource) -> Iterator[search.Passage]:
    about = [resource.entry.summary, resource.made_by, str(resource.year or ""), resource.address]
    if words := ". ".join(one for one in about if one):
        yield search.Passage(text=words)
    for review in resource.reviews.all():
        yield search.Passage(text=review.sentence, anchor="reviews")


def entry_ids() -> Iterable[int]:
    """Every resource."""
    return Entry.objects.filter(kind=KIND).values_list("pk", flat=True).iterator()


search.register(search.Source(kind=KIND, documents=documents, entry_ids=entry_ids, facts=FACTS))
