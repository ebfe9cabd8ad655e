"""The lines of a ledger: one for each item of a source, with what would become of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from practica.content.pages.models import MAX_DEPTH
from practica.core.entries.models import TITLE_LENGTH
from practica.core.files.actions import clean_name
from practica.interfaces.transfer.models import Import, ImportItem, Waiting
from practica.interfaces.transfer.pipeline.lease import beat
from practica.interfaces.transfer.pipeline.linking import MOST_REASONS, Linked, Linker, fingerprint
from practica.interfaces.transfer.pipeline.plan.former import Former
from practica.interfaces.transfer.pipeline.plan.shelf import Shelf
from practica.interfaces.transfer.pipeline.plan.traces import Trace
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import Material, PageItem
from practica.interfaces.transfer.words import is_loss, kept, own
from practica.kit.models import new_uid

BATCH = 200
Result = ImportItem.Result
Role = ImportItem.Role


class Planner:
    """Compares a source with what came from it before and writes one line for each item."""

    def __init__(
        self,
        imported: Import,
        material: Material,
        shelf: Shelf,
        former: Former,
        traces: Mapping[str, Trace],
    ) -> None:
        self.imported, self.material, self.shelf, self.former = imported, material, shelf, former
        self.traces = traces
        self.position = 0
        self.totals = {"links_checked": 0, "links_broken": 0}
        self.redirected: dict[str, list[str]] = defaultdict(list)
        for old, new in material.site.redirects.items():
            self.redirected[new].append(old)
        self._name_files()

    def write(self) -> None:
        """Write the ledger."""
        material = self.material
        notes = [note for note in self.imported.notes if note["code"] == "continued"]
        beat(self.imported, source=self.former.source, orders=None, total=len(material.pages))
        for pairs in _batches(self._pages()):
            with transaction.atomic():
                ImportItem.objects.bulk_create([item for item, _text in pairs])
                # By number: a text and a line that know each other are a circle, which stays in memory long.
                Waiting.objects.bulk_create(
                    [Waiting(item_id=item.pk, body=text[0], about=text[1]) for item, text in pairs if text]
                )
                beat(self.imported, done=self.position)
        for items in _batches(self._others()):
            with transaction.atomic():
                ImportItem.objects.bulk_create(items)
                beat(self.imported)
        notes = self.former.notes + [kept(note) for note in material.notes][:MOST_REASONS] + notes
        beat(self.imported, items_in=material.items_in, notes=notes, **self.totals)

    def _name_files(self) -> None:
        self.file_uids: dict[str, str] = {}
        self.twins: dict[str, str] = {}
        by_content: dict[str, str] = {}
        for file in self.material.attachments:
            link = self.former.known.get(file.path)
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
        idents = {uid: self.former.ident(path) for path, uid in self.file_uids.items()}
        idents |= {uid: self.former.ident(key) for key, uid in self.former.uids.items()}
        return Linker(self.material, self.former.uids, addresses, contents, idents)

    def _pages(self) -> Iterator[tuple[ImportItem, tuple[str, dict[str, Any]] | None]]:
        """Each line, with the text that waits for it and what is known about that."""
        linker = self._linker()
        for page in self.material.pages:
            draft = self.shelf.draft(page)
            linked = linker.linked(page, draft)
            item = self._page(page, draft, linked)
            # What people edited is left alone; its text in the source is kept, to be compared with theirs.
            is_kept = item.is_kept_from_source
            comes = not item.is_done and self.former.has_new_words(page.key, item.fingerprint)
            about = self._about(page, draft, linked) if comes or is_kept else {}
            yield item, (linked.body, about) if about else None

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
        if self.former.parents[page.key] != page.parent:
            losses.append(own("too-deep", limit=MAX_DEPTH))
        mark = fingerprint(page, draft, linked)
        result, why = self.former.compared(page.key, mark, is_page=True)
        comes = result in (Result.CREATED, Result.UPDATED) and self.former.has_new_words(page.key, mark)
        if comes and any(is_loss(reason) for reason in losses):
            result = Result.LOSSY
        role = Role.SECTION if not page.path else Role.PART if page.part else Role.PAGE
        self.totals["links_checked"] += linked.checked
        self.totals["links_broken"] += linked.broken
        parent, trace = self.former.parents[page.key], self.traces[page.key]
        return self._item(
            key=page.key,
            path=page.path,
            title=title,
            role=role,
            is_item=role == Role.PAGE,
            result=result,
            reasons=[*why, *losses[:MOST_REASONS], *linked.reasons],
            fingerprint=mark,
            uid=self.former.uids[page.key],
            parent_uid=self.former.uids[parent] if parent else "",
            links_checked=linked.checked,
            links_broken=linked.broken,
            content=trace.content,
            sketch=trace.written,
        )

    def _about(self, page: PageItem, draft: Draft, linked: Linked) -> dict[str, Any]:
        created = draft.created or (page.modified if not draft.updated else None)
        changed = draft.updated or draft.created or page.modified
        is_first = page.part == 0 and page.path
        paths = [page.path, *draft.aliases, *self.redirected.get(page.path, ())] if is_first else []
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
            result, why = self.former.compared(file.path, file.sha256, is_page=False)
            if file.path in self.twins and result != Result.UNCHANGED:
                why = [*why, own("same-bytes", other=self.twins[file.path])]
            yield self._item(
                key=file.path,
                path=file.path,
                title=clean_name(file.path),
                role=Role.FILE,
                result=result,
                reasons=why,
                fingerprint=file.sha256,
                uid=self.file_uids[file.path],
                content=self.former.files[file.path].content,
                shared=self.twins.get(file.path, ""),
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
        for link in self.former.gone():
            yield self._item(
                key=link.key,
                path=link.key.partition("#part-")[0],
                title=link.entry.title,
                role=Role.GONE,
                is_item=False,
                result=Result.SKIPPED,
                reasons=[own("gone")],
                uid=link.entry.uid,
                entry=link.entry,
                is_done=True,
            )

    def _item(self, *, shared: str = "", **values: Any) -> ImportItem:
        self.position += 1
        former, result = self.former, values["result"]
        key, uid = values["key"], values.get("uid", "")
        before = {"shared": shared} if shared else {}
        values.setdefault("is_done", result in (Result.UNCHANGED, Result.SKIPPED, Result.FAILED))
        if link := former.known.get(key):
            values["ident"] = link.ident
            if key in former.old_keys:
                before["key"] = former.old_keys[key]
            if values["is_done"] or not former.has_new_words(key, values.get("fingerprint", "")):
                values["entry"] = link.entry
        else:
            values["ident"] = former.new_ident(key, uid)[:1200]
        values["key"], values["path"] = key[:1200], values["path"][:1100]
        return ImportItem(import_run=self.imported, position=self.position, before=before or None, **values)


def _batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for thing in things:
        batch.append(thing)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
