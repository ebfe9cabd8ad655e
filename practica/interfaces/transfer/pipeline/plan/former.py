"""What came from a source before: known again by path, and where a path vanished by content."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from practica.content.pages.models import MAX_DEPTH
from practica.core.entries.models import Entry
from practica.interfaces.transfer.models import Import, ImportItem, SourceLink
from practica.interfaces.transfer.pipeline.plan.identity import is_unlike, recognise
from practica.interfaces.transfer.pipeline.plan.moves import moved
from practica.interfaces.transfer.pipeline.plan.places import moved_by_people, moved_by_source, stands_of
from practica.interfaces.transfer.pipeline.plan.traces import Trace
from practica.interfaces.transfer.readers.plan import Material, PageItem
from practica.interfaces.transfer.words import own
from practica.kit.models import new_uid

Result = ImportItem.Result
# Files smaller than this are alike by chance: an empty one, a pixel.
_LEAST_FILE = 64


class Former:
    """The earlier imports of one source: which entry each item of today was, and what has changed since."""

    def __init__(self, imported: Import, material: Material, traces: Mapping[str, Trace]) -> None:
        self.material, self.traces = material, traces
        # What is small or stands there twice tells nothing of where it came from.
        self.files = {
            file.path: Trace(file.sha256 if file.size >= _LEAST_FILE else "") for file in material.attachments
        }
        self.notes: list[dict[str, Any]] = []
        self.source = self._source(imported)
        rows = SourceLink.objects.filter(community=imported.community_id, source=self.source)
        self.links = list(rows.select_related("entry")) if imported.community_id else []
        self.known = {link.key: link for link in self.links}
        self.stands = stands_of(link.entry_id for link in self.links if link.version)
        self.old_keys: dict[str, str] = {}
        self._follow_moves()
        self.parents = dict(_parents(material.pages))
        self._follow_holders()
        self.uids = {
            page.key: self.known[page.key].entry.uid if page.key in self.known else new_uid()
            for page in material.pages
        }
        self._compare_places()

    def ident(self, key: str) -> str:
        """What stands for the item at ``key`` in fingerprints: the same through all its moves."""
        return self.known[key].ident if key in self.known else key

    def new_ident(self, key: str, uid: str) -> str:
        """The same for an item that comes for the first time, though another may have had its path."""
        return f"{key}#{uid}"[:1200] if key in self._idents else key

    def gone(self) -> list[SourceLink]:
        """What is no longer in the source and still stands here."""
        return [
            link
            for key, link in self.known.items()
            if key not in self.traces and key not in self.files and link.entry.state != Entry.State.BINNED
        ]

    def compared(self, key: str, mark: str, *, is_page: bool) -> tuple[str, list[dict[str, Any]]]:
        """What becomes of an item, and why, when its fingerprint is ``mark``."""
        link = self.known.get(key)
        if link is None:
            return Result.CREATED, []
        if link.entry.state == Entry.State.BINNED:
            return Result.SKIPPED, [own("binned-here")]
        why = [own("moved", old=self.old_keys[key])] if self._has_new_path(key) else []
        stand = self.stands.get(link.entry_id)
        if key in self.placed:
            why.append(own("placed"))
        if key in self.held:
            why.append(own("moved-here"))
        if link.fingerprint != mark and is_page and (stand is None or stand.version != link.version):
            return Result.SKIPPED, [own("edited-here"), *why]
        if link.fingerprint != mark or key in self.placed or key in self.old_keys:
            return Result.UPDATED, why
        return (Result.SKIPPED if key in self.held else Result.UNCHANGED), why

    def has_new_words(self, key: str, mark: str) -> bool:
        """Whether there is more to do than to put a page elsewhere or to remember its new path."""
        link = self.known.get(key)
        return link is None or link.fingerprint != mark

    def _source(self, imported: Import) -> str:
        if imported.source:
            if imported.community_id and is_unlike(imported, imported.source, self.traces, self.files):
                self.notes.append(own("source.unlike", label=imported.source))
            return imported.source
        name, is_known = recognise(imported, imported.origin, self.traces, self.files)
        if not is_known and imported.community_id and name != imported.label[:190]:
            self.notes.append(own("source.other"))
        return name

    def _follow_moves(self) -> None:
        self._idents = {link.ident for link in self.links}
        here = {*self.traces, *self.files, *(left.path for left in self.material.left)}
        for ours, is_page in ((self.traces, True), (self.files, False)):
            vanished = {
                link.key: Trace(link.content, link.sketch)
                for link in self.links
                if bool(link.version) == is_page and link.key not in here
            }
            if vanished:
                appeared = {key: trace for key, trace in ours.items() if key not in self.known}
                self._rename(moved(appeared, vanished))

    def _follow_holders(self) -> None:
        """Pages made to hold others have no words: what stands below them tells which they were."""
        vanished = {
            link.entry.uid: link.key
            for link in self.links
            if link.version and not link.content and link.key in self.known and link.key not in self.traces
        }
        votes: dict[str | None, Counter[str]] = defaultdict(Counter)
        # The deepest first: what holds a folder is known by that folder.
        for page in reversed(self.material.pages if vanished else []):
            if page.key not in self.known and page.key in votes:
                uid = votes[page.key].most_common(1)[0][0]
                if uid in vanished:
                    self._rename({page.key: vanished.pop(uid)})
            if page.key in self.known:
                votes[self.parents[page.key]][self.known[page.key].parent_uid] += 1

    def _rename(self, found: Mapping[str, str]) -> None:
        for key, former in found.items():
            self.known[key] = self.known.pop(former)
            self.old_keys[key] = former

    def _has_new_path(self, key: str) -> bool:
        """A part that goes with its page, and a folder, are no files that moved."""
        return key in self.old_keys and not key.startswith("section:") and "#part-" not in key

    def _compare_places(self) -> None:
        pages = self.material.pages
        wanted = []
        for page in pages:
            parent = self.parents[page.key]
            wanted.append((page.key, self.uids[parent] if parent else ""))
        known = {page.key: self.known[page.key] for page in pages if page.key in self.known}
        by_people = moved_by_people(self.links, self.stands)
        changed = moved_by_source(known, wanted, self.stands)
        self.held = {key for key in changed if known[key].pk in by_people}
        self.placed = changed - self.held


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
