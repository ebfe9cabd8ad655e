"""Reading a source and writing down what would become of every item: the dry run."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse

from practica.content.pages.models import MAX_DEPTH, Page
from practica.core.entries.models import TITLE_LENGTH, Entry
from practica.core.files.actions import clean_name
from practica.core.ledger.actions import record
from practica.interfaces.transfer import facts
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink, Waiting
from practica.interfaces.transfer.pipeline import archive_of_ours
from practica.interfaces.transfer.pipeline.lease import beat, let_go
from practica.interfaces.transfer.pipeline.linking import MOST_REASONS, Linked, Linker, fingerprint
from practica.interfaces.transfer.pipeline.shelf import Shelf
from practica.interfaces.transfer.pipeline.sources import budget, opened
from practica.interfaces.transfer.readers.archive.items import Source
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import Material, PageItem, read
from practica.interfaces.transfer.words import is_loss, kept, own
from practica.kit.models import new_uid

BATCH = 200
Result = ImportItem.Result
Role = ImportItem.Role


def plan(imported: Import) -> None:
    """Read the source of ``imported`` and write its ledger as it would be. Starting anew is no harm.

    Raises SourceRefused or SourceGone.
    """
    beat(imported, state=Import.State.READING, done=0, total=0, problem=None)
    while ImportItem.objects.filter(pk__in=list(_ids(imported)[:5000])).delete()[0]:
        beat(imported)
    with opened(imported) as source, Shelf() as shelf:
        material = read(source, budget(), _Pulse(imported), keep=shelf.keep)
        archive_of_ours.set_aside(material)
        _Planner(imported, source, material, shelf).write()
    with transaction.atomic():
        after = Import.State.RUNNING if imported.runs_at_once else Import.State.PLANNED
        let_go(imported, state=after, done=0, total=0)
        record(
            facts.ImportPlanned(
                actor_id=imported.started_by_id, community_id=imported.community_id, import_id=imported.pk
            )
        )


def _ids(imported: Import) -> Any:
    return ImportItem.objects.filter(import_run=imported).values_list("pk", flat=True)


class _Pulse:
    """Says once a second how far the reading is."""

    def __init__(self, imported: Import) -> None:
        self.imported, self.last = imported, 0.0

    def __call__(self, number: int, path: str) -> None:
        if time.monotonic() - self.last > 1:
            self.last = time.monotonic()
            beat(self.imported, done=number)


class _Planner:
    """Compares a source with what came from it before and writes one line for each item."""

    def __init__(self, imported: Import, source: Source, material: Material, shelf: Shelf) -> None:
        self.imported, self.source, self.material, self.shelf = imported, source, material, shelf
        self.position = 0
        self.totals = {"links_checked": 0, "links_broken": 0}
        self.name = self._same_source()
        rows = SourceLink.objects.filter(community=imported.community_id, source=self.name)
        self.known = (
            {link.key: link for link in rows.select_related("entry")} if imported.community_id else {}
        )
        pages = Page.objects.filter(entry__in=[link.entry_id for link in self.known.values() if link.version])
        self.versions = dict(pages.values_list("entry", "version"))
        self.uids = {page.key: self._uid_of(page.key) for page in material.pages}
        self.parents = dict(_parents(material.pages))
        self._name_files()

    def write(self) -> None:
        """Write the ledger."""
        material = self.material
        label = (self.imported.label or self.source.label)[:200]
        notes = [note for note in self.imported.notes if note["code"] == "continued"]
        beat(self.imported, kind=self.source.kind, label=label, source=self.name, total=len(material.pages))
        for pairs in _batches(self._pages()):
            with transaction.atomic():
                ImportItem.objects.bulk_create([item for item, _waiting in pairs])
                Waiting.objects.bulk_create([waiting for _item, waiting in pairs if waiting])
                beat(self.imported, done=self.position)
        for items in _batches(self._others()):
            with transaction.atomic():
                ImportItem.objects.bulk_create(items)
                beat(self.imported)
        notes = [kept(note) for note in material.notes][:MOST_REASONS] + notes
        beat(self.imported, items_in=material.items_in, notes=notes, **self.totals)

    def _same_source(self) -> str:
        """The name under which earlier imports of this source are known; a new one when there were none."""
        imported = self.imported
        if imported.source or not imported.community_id:
            return imported.source or (imported.label or self.source.label)[:200] or "source"
        ours = {page.key for page in self.material.pages} | {file.path for file in self.material.attachments}
        shared: dict[str, int] = {}
        rows = SourceLink.objects.filter(community=imported.community_id).values_list("source", "key")
        for source, key in rows.iterator():
            shared[source] = shared.get(source, 0) + (key in ours)
        best = max(shared, key=lambda source: shared[source], default="")
        # Half of what is here came from there before: the same source, whatever its file is called today.
        if best and shared[best] * 2 >= len(ours):
            return best
        name = (imported.label or self.source.label)[:190] or "source"
        return name if name not in shared else f"{name} {imported.uid[:6]}"

    def _uid_of(self, key: str) -> str:
        return self.known[key].entry.uid if key in self.known else new_uid()

    def _name_files(self) -> None:
        self.file_uids: dict[str, str] = {}
        self.twins: dict[str, str] = {}
        by_content: dict[str, str] = {}
        for file in self.material.attachments:
            link = self.known.get(file.path)
            if link and link.fingerprint == file.sha256 and link.file_uid:
                self.file_uids[file.path] = link.file_uid
            elif file.sha256 in by_content:
                self.twins[file.path] = by_content[file.sha256]
                self.file_uids[file.path] = self.file_uids[by_content[file.sha256]]
            else:
                self.file_uids[file.path] = new_uid()
            by_content.setdefault(file.sha256, file.path)

    def _linker(self) -> Linker:
        addresses = {
            path: reverse("files:fetch", args=[uid, clean_name(path)]) for path, uid in self.file_uids.items()
        }
        contents = {file.path: file.sha256 for file in self.material.attachments}
        return Linker(self.material, self.uids, addresses, contents)

    def _pages(self) -> Iterator[tuple[ImportItem, Waiting | None]]:
        linker = self._linker()
        for page in self.material.pages:
            draft = self.shelf.draft(page)
            linked = linker.linked(page, draft)
            item = self._page(page, draft, linked)
            changes = item.result in (Result.CREATED, Result.UPDATED, Result.LOSSY)
            yield (
                item,
                Waiting(item=item, body=linked.body, about=self._about(page, draft, linked))
                if changes
                else None,
            )

    def _page(self, page: PageItem, draft: Draft, linked: Linked) -> ImportItem:
        losses = [kept(reason) for reason in dict.fromkeys((*page.reasons, *draft.reasons))]
        title = page.title
        if len(title) > TITLE_LENGTH:
            losses.append(own("title-cut", limit=TITLE_LENGTH))
            title = title[: TITLE_LENGTH - 1] + "…"
        if draft.is_draft:
            losses.append(own("draft"))
        if len(draft.authors) > 1:
            losses.append(own("co-authors", names=", ".join(author.name for author in draft.authors[1:])))
        if self.parents[page.key] != page.parent:
            losses.append(own("too-deep", limit=MAX_DEPTH))
        mark = fingerprint(page, draft, linked)
        result, why = self._compared(page.key, mark, is_page=True)
        if result in (Result.CREATED, Result.UPDATED) and any(is_loss(reason) for reason in losses):
            result = Result.LOSSY
        role = Role.SECTION if not page.path else Role.PART if page.part else Role.PAGE
        self.totals["links_checked"] += linked.checked
        self.totals["links_broken"] += linked.broken
        parent = self.parents[page.key]
        return self._item(
            key=page.key,
            path=page.path,
            title=title,
            role=role,
            is_item=role == Role.PAGE,
            result=result,
            reasons=[*why, *losses[:MOST_REASONS], *linked.reasons],
            fingerprint=mark,
            uid=self.uids[page.key],
            parent_uid=self.uids[parent] if parent else "",
            links_checked=linked.checked,
            links_broken=linked.broken,
        )

    def _compared(self, key: str, mark: str, *, is_page: bool) -> tuple[str, list[dict[str, Any]]]:
        """What becomes of an item when it is compared with what came of it before."""
        link = self.known.get(key)
        if link is None:
            return Result.CREATED, []
        if link.entry.state == Entry.State.BINNED:
            return Result.SKIPPED, [own("binned-here")]
        if link.fingerprint == mark:
            return Result.UNCHANGED, []
        if is_page and self.versions.get(link.entry_id) != link.version:
            return Result.SKIPPED, [own("edited-here")]
        return Result.UPDATED, []

    def _about(self, page: PageItem, draft: Draft, linked: Linked) -> dict[str, Any]:
        created = draft.created or (page.modified if not draft.updated else None)
        changed = draft.updated or draft.created or page.modified
        site = self.material.site
        moved = [
            old for old, new in site.redirects.items() if new == page.path and page.part == 0 and page.path
        ]
        paths = [page.path, *draft.aliases, *moved] if page.part == 0 and page.path else []
        return {
            "summary": draft.description[:300],
            "topics": list(draft.tags)[:20],
            "authors": [[author.name, author.email] for author in draft.authors][:20],
            "created": created.isoformat() if created else "",
            "changed": changed.isoformat() if changed else "",
            "dated": bool(draft.created or draft.updated),
            "draft": draft.is_draft,
            "aliases": [path[:500] for path in paths if path][:100],
            "broken": linked.broken_addresses[:MOST_REASONS],
        }

    def _others(self) -> Iterator[ImportItem]:
        for file in self.material.attachments:
            result, why = self._compared(file.path, file.sha256, is_page=False)
            if file.path in self.twins and result != Result.UNCHANGED:
                why = [own("same-bytes", other=self.twins[file.path])]
            yield self._item(
                key=file.path,
                path=file.path,
                title=clean_name(file.path),
                role=Role.FILE,
                result=result,
                reasons=why,
                fingerprint=file.sha256,
                uid=self.file_uids[file.path],
                before={"shared": self.twins[file.path]} if file.path in self.twins else None,
            )
        for left in self.material.left:
            reasons = [
                {"code": reason.code, "values": dict(reason.params)} for reason in left.outcome.reasons
            ]
            yield self._item(
                key=left.path,
                path=left.path,
                role=Role.LEFT,
                result=left.outcome.result,
                reasons=reasons,
                is_done=True,
            )
        here = {*self.uids, *self.file_uids}
        for key, link in self.known.items():
            if key not in here and link.entry.state != Entry.State.BINNED:
                yield self._item(
                    key=key,
                    path=key.partition("#part-")[0],
                    title=link.entry.title,
                    role=Role.GONE,
                    is_item=False,
                    result=Result.SKIPPED,
                    reasons=[own("gone")],
                    uid=link.entry.uid,
                    entry=link.entry,
                    is_done=True,
                )

    def _item(self, **values: Any) -> ImportItem:
        self.position += 1
        values["key"], values["path"] = values["key"][:1200], values["path"][:1100]
        values.setdefault("is_item", True)
        result = values["result"]
        values.setdefault("is_done", result in (Result.UNCHANGED, Result.SKIPPED, Result.FAILED))
        if result in (Result.UNCHANGED, Result.SKIPPED) and (link := self.known.get(values["key"])):
            values.setdefault("entry", link.entry)
        return ImportItem(import_run=self.imported, position=self.position, **values)


def _parents(pages: Iterable[PageItem]) -> Iterator[tuple[str, str | None]]:
    """The parent of each page, further up where it would stand too deep."""
    above: dict[str, str | None] = {}
    depth: dict[str, int] = {}
    for page in pages:
        parent = page.parent
        while parent is not None and depth.get(parent, 0) + 1 >= MAX_DEPTH:
            parent = above.get(parent)
        above[page.key] = parent
        depth[page.key] = depth.get(parent, 0) + 1 if parent is not None else 0
        yield page.key, parent


def _batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for thing in things:
        batch.append(thing)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
