"""Live documents come to be, keep what is typed, and are forgotten.

No action here asks for rights: typed letters come from rooms, which ask at every one of them (``sockets``).
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone

from practica.content.coediting import queries
from practica.content.coediting.actions.locking import Gone, locked
from practica.content.coediting.models import LiveDocument, LiveUpdate, LiveWriter
from practica.content.coediting.texts import NOTHING, built, merged, since
from practica.core.entries.models import Entry
from practica.kit.contracts.documents import document_of
from practica.kit.models import new_uid

__all__ = ["Gone", "compact", "forget", "open_document", "put_off", "renew", "store"]


def open_document(entry: Entry) -> LiveDocument:
    """The live document of ``entry``; made from its text, and stored before anybody is served, when there is
    none. Raises Gone for an entry that is none any more, and Invalid for a text that cannot be read."""
    if live := queries.document(entry.pk):
        return live
    text = _document_of(entry).read(entry)
    update = built(text.markdown)
    try:
        with transaction.atomic():
            live = LiveDocument.objects.create(entry=entry, base_version=text.version)
            LiveUpdate.objects.create(document=live, data=update, is_saved=True)
            return live
    except IntegrityError:
        # Another process opened it at the same moment: there is one document, and it is hers.
        if live := queries.document(entry.pk):
            return live
        raise Gone(entry.pk) from None


@transaction.atomic
def store(live_id: int, update: bytes, *, generation: str, writers: Collection[int]) -> int:
    """Keep ``update``, typed by people with the ids ``writers``; return its id. On disk once this returns.

    Raises Gone when the document, or its generation, is no more.
    """
    live = locked(live_id, generation=generation)
    row = LiveUpdate.objects.create(document=live, data=update)
    note_writers(live, writers)
    return row.pk


def note_writers(live: LiveDocument, writers: Collection[int]) -> None:
    """Note who typed just now."""
    now = timezone.now()
    LiveDocument.objects.filter(pk=live.pk).update(changed=now)
    known = set(live.writers.filter(person__in=writers).values_list("person_id", flat=True))
    live.writers.filter(person__in=known).update(wrote=now)
    LiveWriter.objects.bulk_create(
        [LiveWriter(document=live, person_id=pk, wrote=now) for pk in set(writers) - known]
    )


@transaction.atomic
def compact(live_id: int) -> None:
    """Make one update of those in the stored text and one of those that are not; the text stays the same."""
    live = locked(live_id)
    saved, unsaved = queries.updates(live, saved=True), queries.updates(live, saved=False)
    if len(saved) + len(unsaved) <= 2:
        return
    base = merged([row.data for row in saved])
    rest = since(base, [row.data for row in unsaved])
    live.updates.filter(pk__in=[row.id for row in (*saved, *unsaved)]).delete()
    LiveUpdate.objects.create(document=live, data=base, is_saved=True)
    if rest != NOTHING:
        LiveUpdate.objects.create(document=live, data=rest)


@transaction.atomic
def renew(live_id: int) -> None:
    """Build a live document anew from the stored text, as a new generation; what was typed since is lost.

    For one that cannot be used any more (nested without end). Browsers with the old one are turned away.
    """
    live = locked(live_id)
    text = _document_of(live.entry).read(live.entry)
    live.updates.all().delete()
    live.writers.all().delete()
    LiveUpdate.objects.create(document=live, data=built(text.markdown), is_saved=True)
    live.generation, live.base_version = new_uid(), text.version
    live.save(update_fields=["generation", "base_version"])


def put_off(live_id: int) -> None:
    """Look at a document that cannot be saved as it is again later, after others."""
    LiveDocument.objects.filter(pk=live_id).update(changed=timezone.now())


def forget() -> int:
    """Forget live documents of which nothing is needed any more; return how many."""
    forgotten, _per_model = queries.forgotten().delete()
    return forgotten


def _document_of(entry: Entry):  # type: ignore[no-untyped-def]
    document = document_of(entry.kind)
    if document is None:
        raise Gone(entry.pk)
    return document
