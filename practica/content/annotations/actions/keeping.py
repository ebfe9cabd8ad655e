"""Keeping annotations with their passages when a text is edited (no actor: the house tidies)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from practica.content.annotations.anchoring import find
from practica.content.annotations.models import LONGEST_QUOTE, Annotation
from practica.content.annotations.texts import text_for_house
from practica.core.entries.models import Entry


def find_again(entry_ids: Iterable[int]) -> int:
    """Find the passages of these entries' open annotations in the texts as they are now. Return how many are
    elsewhere, read otherwise, went or came back."""
    spoken_of = Annotation.objects.filter(entry__in=set(entry_ids)).open().values("entry")
    rows = Entry.objects.filter(pk__in=spoken_of).exclude(state=Entry.State.BINNED)
    return sum(_find_in(entry) for entry in rows.select_related("community"))


@transaction.atomic
def _find_in(entry: Entry) -> int:
    text = text_for_house(entry)
    changed = []
    for one in Annotation.objects.filter(entry=entry).open():
        before = (one.exact, one.prefix, one.suffix, one.place, one.is_gone)
        anchor = find(text, one.exact, prefix=one.prefix, suffix=one.suffix, near=one.place)
        one.is_gone = anchor is None
        if anchor is not None:
            one.exact, one.place = anchor.exact[: LONGEST_QUOTE * 2], anchor.start
            one.prefix, one.suffix = anchor.prefix, anchor.suffix
        if before != (one.exact, one.prefix, one.suffix, one.place, one.is_gone):
            changed.append(one)
    Annotation.objects.bulk_update(changed, ["exact", "prefix", "suffix", "place", "is_gone"])
    return len(changed)
