"""Taking a whole import out again, but for what people built on it since."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from practica.content.pages.actions import restore
from practica.content.pages.models import Page, Revision
from practica.core.entries.actions import bin_entry, restore_entry
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.interfaces.transfer import access, facts
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink
from practica.interfaces.transfer.pipeline import known, unfounding
from practica.interfaces.transfer.pipeline.lease import beat, let_go
from practica.interfaces.transfer.pipeline.run import actor_of
from practica.interfaces.transfer.words import own
from practica.kit.access import Invalid, Refused, Stale, demand

BATCH = 50


def undo(imported: Import) -> None:
    """Take out what is not out yet, last things first: pages stand below those that came before them."""
    actor = actor_of(imported)
    demand(access.can_steer(actor, imported))
    todo = ImportItem.objects.filter(import_run=imported).to_undo()
    while batch := list(todo.select_related("entry__community").order_by("-position")[:BATCH]):
        for item in batch:
            _undo_one(imported, item, actor)
    if imported.community is not None:
        known.give_back(imported, actor=actor)
        unfounding.remove_community(imported, actor=actor)
    with transaction.atomic():
        let_go(imported, state=Import.State.UNDONE, undone=timezone.now(), done=imported.total)
        record(
            facts.ImportUndone(
                actor_id=imported.started_by_id, community_id=imported.community_id, import_id=imported.pk
            )
        )


def _undo_one(imported: Import, item: ImportItem, actor: Person) -> None:
    try:
        with transaction.atomic():
            why = _take_back(imported, item, actor)
            _tick(imported, item, why)
    except (Refused, Invalid, Stale):
        with transaction.atomic():
            _tick(imported, item, own("undo.edited"))


def _tick(imported: Import, item: ImportItem, why: dict[str, Any]) -> None:
    item.reasons, item.is_done = [*item.reasons, why], False
    item.save(update_fields=["reasons", "is_done"])
    beat(imported, done=F("done") + 1)


def _take_back(imported: Import, item: ImportItem, actor: Person) -> dict[str, Any]:
    entry = item.entry
    assert entry is not None
    links = SourceLink.objects.filter(community=imported.community, source=imported.source, key=item.key)
    before = item.before or {}
    if item.result == ImportItem.Result.UPDATED and not {"version", "entry"} & set(before):
        return own("undo.placed")
    if item.role == ImportItem.Role.FILE:
        return _take_file_back(item, entry, before, links, actor)
    page = Page.objects.with_entry().filter(entry=entry).first()
    if page is None or entry.state == Entry.State.BINNED:
        links.delete()
        return own("undo.gone")
    if page.version != item.wrote_version:
        return own("undo.edited")
    if "version" in before:
        return _restore(page, before, links, actor)
    if entry.reply_count or _has_newer_children(page, imported):
        return own("undo.answered")
    links.delete()
    bin_entry(entry, actor=actor)
    return own("undo.removed")


def _has_newer_children(page: Page, imported: Import) -> bool:
    """Whether somebody hung pages of her own below this one; those of the import were taken out before."""
    own_pages = ImportItem.objects.filter(import_run=imported, entry__isnull=False).values("entry")
    below = Page.objects.of(page.community).filter(parent=page).exclude(entry__state=Entry.State.BINNED)
    return below.exclude(entry__in=own_pages).exists()


def _restore(page: Page, before: dict[str, Any], links: Any, actor: Person) -> dict[str, Any]:
    revision = Revision.objects.filter(page=page, number=before["version"]).first()
    restored = restore(page, revision, started_from=page.version, actor=actor) if revision else page
    links.update(
        fingerprint=before["fingerprint"],
        content=before["content"],
        sketch=before["sketch"],
        version=restored.version,
    )
    return own("undo.restored")


def _take_file_back(
    item: ImportItem, entry: Entry, before: dict[str, Any], links: Any, actor: Person
) -> dict[str, Any]:
    former = (
        Entry.objects.filter(pk=before["entry"]).select_related("community").first()
        if "entry" in before
        else None
    )
    if former is not None:
        if former.state == Entry.State.BINNED:
            restore_entry(former, actor=actor)
        links.update(entry=former, fingerprint=before["fingerprint"], file_uid=before["file_uid"])
    else:
        links.delete()
    if SourceLink.objects.filter(entry=entry).exists():
        # Another item with the same content still stands for it; it goes with that one.
        return own("undo.removed")
    if entry.state != Entry.State.BINNED:
        bin_entry(entry, actor=actor)
    return own("undo.removed")
