"""Attached files of an import: each stored with its line of the ledger, in one step."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from practica.core.entries.actions import bin_entry
from practica.core.files.actions import store
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.readers.archive.items import Item, Source, read_all
from practica.interfaces.transfer.readers.reasons import ItemRefused, because
from practica.interfaces.transfer.words import kept, own
from practica.kit.access import Invalid

BATCH = 100
Result = ImportItem.Result


def bring(imported: Import, source: Source, *, actor: Person) -> None:
    """Store every file that is not in yet."""
    todo = ImportItem.objects.filter(import_run=imported, is_done=False, role=ImportItem.Role.FILE)
    if not todo.exists():
        return
    found = {item.path: item for item in source.items() if not item.refused}
    while batch := list(todo.order_by("position")[:BATCH]):
        for item in batch:
            _bring_one(imported, item, found.get(item.path), actor)


def _bring_one(imported: Import, item: ImportItem, found: Item | None, actor: Person) -> None:
    try:
        with transaction.atomic():
            stored = _twin(item) or _stored(imported, item, found, actor)
            _note(imported, item, stored, actor)
            beat(imported, done=F("done") + 1)
    except (ItemRefused, Invalid) as problem:
        why = kept(problem.reason) if isinstance(problem, ItemRefused) else own("refused", sentence=problem)
        with transaction.atomic():
            item.result, item.is_done, item.reasons = Result.FAILED, True, [*item.reasons, why]
            item.save(update_fields=["result", "is_done", "reasons"])
            beat(imported, done=F("done") + 1)


def _twin(item: ImportItem) -> StoredFile | None:
    """The file already stored for another item with the same content."""
    if not (item.before or {}).get("shared"):
        return None
    return StoredFile.objects.filter(uid=item.uid).select_related("entry").first()


def _stored(imported: Import, item: ImportItem, found: Item | None, actor: Person) -> StoredFile:
    if found is None:
        raise ItemRefused(because("item.unreadable"))
    content = read_all(found, found.size)
    assert imported.community is not None
    return store(
        content,
        name=item.title,
        community=imported.community,
        author=actor,
        created=found.modified,
        uid=item.uid,
        actor=actor,
    )


def _note(imported: Import, item: ImportItem, stored: StoredFile, actor: Person) -> None:
    links = SourceLink.objects.filter(community=imported.community, source=imported.source, key=item.key)
    former = links.select_related("entry__community").first()
    before: dict[str, Any] | None = item.before
    if former is not None and former.entry_id != stored.entry_id:
        before = {
            **(item.before or {}),
            "entry": former.entry_id,
            "fingerprint": former.fingerprint,
            "file_uid": former.file_uid,
        }
        others = SourceLink.objects.filter(entry=former.entry_id).exclude(pk=former.pk)
        if not others.exists():
            # What it was before stays in the bin for 30 days, and comes back when the import is undone.
            bin_entry(former.entry, actor=actor)
    SourceLink.objects.update_or_create(
        community=imported.community,
        source=imported.source,
        key=item.key,
        defaults={
            "entry": stored.entry,
            "ident": item.ident,
            "content": item.content,
            "fingerprint": item.fingerprint,
            "file_uid": stored.uid,
            "version": 0,
            "seen_in": imported,
        },
    )
    item.entry, item.before, item.is_done, item.uid = stored.entry, before, True, stored.uid
    item.save(update_fields=["entry", "before", "is_done", "uid"])
