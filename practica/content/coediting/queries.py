"""Live documents, read: for rooms that are open, and for those who look after what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from practica.content.coediting.models import LiveDocument, LiveUpdate
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit.contracts.documents import documents

# A live document that nobody has typed in for so long is forgotten; the next one is built from the text.
KEPT_FOR = dt.timedelta(days=30)


class Row(NamedTuple):
    """One stored update."""

    id: int
    data: bytes


def document(entry_id: int) -> LiveDocument | None:
    """The live document of an entry, if anybody has edited it so."""
    return LiveDocument.objects.filter(entry=entry_id).select_related("entry").first()


def updates(live: LiveDocument, *, saved: bool | None = None) -> list[Row]:
    """Its updates in order: all, or those in its stored text, or those not in it."""
    rows = live.updates.order_by("pk")
    if saved is not None:
        rows = rows.filter(is_saved=saved)
    return [Row(pk, bytes(data)) for pk, data in rows.values_list("pk", "data")]


def updates_after(marks: Mapping[int, int]) -> dict[int, list[Row]]:
    """The updates of documents (by id) that came after an update each; asked for all in one query."""
    found: dict[int, list[Row]] = {live_id: [] for live_id in marks}
    if not marks:
        return found
    newer = Q()
    for live_id, mark in marks.items():
        newer |= Q(document=live_id, pk__gt=mark)
    for live_id, pk, data in (
        LiveUpdate.objects.filter(newer).order_by("pk").values_list("document_id", "pk", "data")
    ):
        found[live_id].append(Row(pk, bytes(data)))
    return found


def writers(live: LiveDocument) -> list[Person]:
    """Who typed since the last version, the latest first."""
    rows = live.writers.select_related("person__organisation").order_by("-wrote", "-pk")
    return [row.person for row in rows]


def behind(live_ids: Collection[int]) -> list[LiveDocument]:
    """Those of the live documents whose stored text is not the one they go on from."""
    rows = list(LiveDocument.objects.filter(pk__in=live_ids).select_related("entry"))
    by_kind: dict[str, list[LiveDocument]] = {}
    for live in rows:
        by_kind.setdefault(live.entry.kind, []).append(live)
    found: list[LiveDocument] = []
    for kind, lives in by_kind.items():
        known = documents()[kind].versions([live.entry_id for live in lives])
        found += [live for live in lives if known.get(live.entry_id, live.base_version) != live.base_version]
    return found


def left_unsaved(quiet_for: dt.timedelta) -> QuerySet[LiveDocument]:
    """Live documents that hold what is in no version, and that nobody has typed in for a while."""
    unsaved = LiveUpdate.objects.filter(document=OuterRef("pk"), is_saved=False)
    quiet = LiveDocument.objects.filter(changed__lt=timezone.now() - quiet_for)
    return quiet.filter(Exists(unsaved)).select_related("entry").order_by("changed")


def forgotten() -> QuerySet[LiveDocument]:
    """Live documents that nobody has typed in for a month and that hold nothing but the stored text."""
    unsaved = LiveUpdate.objects.filter(document=OuterRef("pk"), is_saved=False)
    return LiveDocument.objects.filter(changed__lt=timezone.now() - KEPT_FOR).exclude(Exists(unsaved))


def generations(live_ids: Iterable[int]) -> dict[int, str]:
    """The current generation of each live document that is still there."""
    return dict(LiveDocument.objects.filter(pk__in=list(live_ids)).values_list("pk", "generation"))


def entry_called(uid: str) -> Entry | None:
    """The entry with that uid, if its kind can be edited together. Sight was asked when she came in."""
    return Entry.objects.filter(uid=uid, kind__in=list(documents())).first()
