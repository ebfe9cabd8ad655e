"""Making the vectors that are owed: a few entries at a time, each kept as soon as it is made.

What is owed stands in the database, so nothing is lost when the process is killed, and a passage that was
embedded once is not embedded again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from practica.core.entries.models import Entry
from practica.kit.contracts import search
from practica.reach.search.meaning.contract import Encoder, identity
from practica.reach.search.meaning.texts import digest, texts_of
from practica.reach.search.models import DIGEST, DocumentVectors, Owed

log = structlog.get_logger(__name__)

#: Entries whose vectors are made together; and those asked for from the database in one go.
AT_ONCE, BATCH = 4, 500


def owe(entry_ids: Iterable[int]) -> None:
    """Note that the vectors of these entries have to be looked at. Those that are gone by now owe nothing:
    an import may be undone before search has heard of it."""
    rest = iter(entry_ids)
    while batch := list(islice(rest, BATCH)):
        now = timezone.now()
        with transaction.atomic():
            there = Entry.objects.filter(pk__in=batch).values_list("pk", flat=True)
            rows = [Owed(entry_id=pk, since=now) for pk in there]
            Owed.objects.bulk_create(
                rows, update_conflicts=True, update_fields=["since"], unique_fields=["entry"]
            )


def owe_everything() -> None:
    """Note it of every entry that can be found. Vectors whose texts did not change are kept."""
    for source in search.sources().values():
        owe(source.entry_ids())
    # Entries whose documents are none any more: they have rows, but no source names them.
    owe(DocumentVectors.objects.order_by().values_list("entry", flat=True).distinct().iterator())


def owed() -> int:
    """Of how many entries the vectors have to be looked at."""
    return Owed.objects.count()


def make_some(model: Encoder, *, at_once: int = AT_ONCE) -> int:
    """Make the vectors of some entries; return how many entries were dealt with.

    Raises EncoderAway or NoModel; then nothing is lost, and they are owed still.
    """
    waiting = _next(at_once)
    entries = Entry.objects.filter(pk__in=waiting).values_list("pk", "uid", "kind")
    of_kind: dict[str, list[int]] = {}
    numbers = {}
    for pk, uid, kind in entries:
        of_kind.setdefault(kind, []).append(pk)
        numbers[uid] = pk
    documents = [
        document
        for kind, ids in of_kind.items()
        if kind in search.sources()
        for document in search.documents_of(search.sources()[kind], ids)
    ]
    rows = _rows(documents, model, numbers)
    with transaction.atomic():
        for pk, since in waiting.items():
            # Saved again meanwhile: it stays owed.
            Owed.objects.filter(entry=pk, since=since).delete()
        _keep(rows, identity(model), list(waiting))
    return len(waiting)


def _rows(
    documents: Sequence[search.Document], model: Encoder, numbers: dict[str, int]
) -> list[DocumentVectors]:
    """A row for each document, with what was embedded before taken over."""
    name = identity(model)
    texts = {document.key: texts_of(document) for document in documents}
    digests = {key: [digest(text) for text in each] for key, each in texts.items()}
    known: dict[bytes, bytes] = {}
    for kept, vectors in DocumentVectors.objects.filter(model=name, key__in=texts).values_list(
        "digests", "vectors"
    ):
        known |= _apart(bytes(kept), bytes(vectors))
    missing = {
        one: text
        for key, each in texts.items()
        for one, text in zip(digests[key], each, strict=True)
        if one not in known
    }
    if missing:
        # Here: what is owed is noted at every save, vectors are made where meaning is on.
        from practica.reach.search.meaning.numbers import in_bytes

        made = in_bytes(model.embed(list(missing.values())))
        known |= {one: row.tobytes() for one, row in zip(missing, made, strict=True)}
    return [
        DocumentVectors(
            key=document.key, entry_id=numbers[document.entry_uid], model=name, kind=document.kind,
            community_uid=document.community_uid, scopes=list(document.scopes), is_demoted=document.demoted,
            digests=b"".join(digests[document.key]),
            vectors=b"".join(known[one] for one in digests[document.key]),
        )
        for document in documents
    ]  # fmt: skip


def _apart(digests: bytes, vectors: bytes) -> dict[bytes, bytes]:
    """Each passage's vector by its digest."""
    count = len(digests) // DIGEST
    size = len(vectors) // count if count else 0
    return {
        digests[at * DIGEST : (at + 1) * DIGEST]: vectors[at * size : (at + 1) * size] for at in range(count)
    }


_SAME = ("key", "entry_id", "model", "kind", "community_uid", "scopes", "is_demoted", "digests", "vectors")


def _keep(rows: Sequence[DocumentVectors], model: str, entry_ids: Sequence[int]) -> None:
    """Replace the rows of these entries; one that says the same keeps its place."""
    before = {row.key: row for row in DocumentVectors.objects.filter(model=model, entry__in=entry_ids)}
    changed = [row for row in rows if not (row.key in before and _same(row, before[row.key]))]
    gone = set(before) - {row.key for row in rows} | {row.key for row in changed}
    DocumentVectors.objects.filter(model=model, key__in=gone).delete()
    DocumentVectors.objects.bulk_create(changed)
    if not rows:
        # What cannot be found any more has no vectors by any model.
        DocumentVectors.objects.filter(entry__in=entry_ids).delete()


def _same(one: DocumentVectors, other: DocumentVectors) -> bool:
    def said(row: DocumentVectors, name: str) -> Any:
        value = getattr(row, name)
        return bytes(value) if name in ("digests", "vectors") else value

    return all(said(one, name) == said(other, name) for name in _SAME)


def begin(model: Encoder, directory: Path) -> None:
    """When the site went over to ``model``, note that all vectors have to be made by it.

    A file in ``directory`` says which model was gone over to last. What others made serves until all is done.
    """
    noted = directory / "model"
    if noted.exists() and noted.read_text(encoding="utf-8") == identity(model):
        return
    owe_everything()
    directory.mkdir(parents=True, exist_ok=True)
    noted.write_text(identity(model), encoding="utf-8")


def forget_others(model: Encoder) -> None:
    """Drop what other models made, once nothing is owed any more."""
    if not Owed.objects.exists():
        DocumentVectors.objects.exclude(model=identity(model)).delete()


def give_up(count: int) -> None:
    """Take the entries that :func:`make_some` would deal with next off the list: it cannot be done."""
    for pk in _next(count):
        log.error("an entry has no vectors: they cannot be made", entry=pk)
        Owed.objects.filter(entry=pk).delete()


def _next(count: int) -> dict[int, dt.datetime]:
    """The entries whose turn it is. The newest first: what was just saved does not wait for an import."""
    return dict(Owed.objects.order_by("-since", "pk").values_list("entry_id", "since")[:count])
