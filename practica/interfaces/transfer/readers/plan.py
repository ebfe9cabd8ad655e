"""The plan of an import: every item of a source with its role, the tree of pages, and where links lead.

Pass 1 (`read`) lists, hashes and outlines; pass 2 (`Material.draft`) gives one body at a time, so memory does
not grow with the source.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from practica.interfaces.transfer.readers.addresses import Names, Resolution, Target
from practica.interfaces.transfer.readers.archive.items import Item, Source, chunks, read_all
from practica.interfaces.transfer.readers.budget import Budget, Clock
from practica.interfaces.transfer.readers.git import GitSource, History, Version
from practica.interfaces.transfer.readers.links import Link
from practica.interfaces.transfer.readers.markdown_source import Draft, read_page
from practica.interfaces.transfer.readers.patience import at_most
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because
from practica.interfaces.transfer.readers.resolve import Resolver
from practica.interfaces.transfer.readers.site import Site, read_site
from practica.interfaces.transfer.readers.sorting import role_of
from practica.interfaces.transfer.readers.split import parts
from practica.interfaces.transfer.readers.text import decode
from practica.interfaces.transfer.readers.tree import SECTION, Leaf, folder_pages, places

Result = Literal["created", "updated", "unchanged", "skipped", "lossy", "failed"]
Progress = Callable[[int, str], None]
Keep = Callable[[str, list[Draft]], None]


@dataclass(frozen=True)
class Outcome:
    """What became of one item, and why. ``lossy`` means imported, with something missing."""

    result: Result
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page to be. ``key`` is stable from one reading to the next; ``parent`` is the key of another page.

    ``path`` is the item it comes from, empty for a section made to hold pages; ``part`` counts from 0 when
    a long page is split. ``sha256`` is that of the item's bytes. ``reasons`` are the losses already known.
    """

    key: str
    title: str
    parent: str | None
    order: int
    path: str = ""
    part: int = 0
    size: int = 0
    sha256: str = ""
    modified: datetime | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FileItem:
    """An attached file: open it with `Material.open`."""

    path: str
    size: int
    sha256: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftItem:
    """An item that will not be imported."""

    path: str
    outcome: Outcome


@dataclass(slots=True)
class _Known:
    """What pass 1 remembers of a page: enough to resolve links to it, nothing of its body. ``parts`` are
    titles, where the names of headings were put, and losses."""

    item: Item
    sha256: str
    title: str
    position: float | None
    aliases: tuple[str, ...]
    parts: list[tuple[str, int, tuple[Reason, ...]]]


@dataclass
class Material:
    """A source, read and understood. Usable while its source is open."""

    source: Source
    site: Site
    budget: Budget
    notes: tuple[Reason, ...] = ()
    items_in: int = 0
    pages: list[PageItem] = field(default_factory=list)
    attachments: list[FileItem] = field(default_factory=list)
    left: list[LeftItem] = field(default_factory=list)
    _items: dict[str, Item] = field(default_factory=dict)
    _menu_titles: dict[str, str] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _resolver: Resolver | None = None
    _histories: dict[str, History] | None = None
    _last: tuple[str, list[Draft]] = ("", [])

    def draft(self, page: PageItem) -> Draft:
        """The page with its body. Raises `ItemRefused` when its item can no longer be read."""
        if not page.path:
            return Draft(title=page.title, body="")
        # The parts of a split page are asked for one after the other.
        if self._last[0] != page.path:
            self._last = (page.path, self._drafts(self._items[page.path]))
        return self._last[1][page.part]

    def open(self, path: str) -> Item:
        """The item at ``path``, to be read with `chunks`."""
        return self._items[path]

    def resolve(self, link: Link, page: PageItem) -> Resolution:
        """Where ``link`` on ``page`` leads: the ``key`` of a page or the path of an attached file."""
        assert self._resolver is not None, "a Material comes from read()"
        return self._resolver.resolve(link, page.path)

    def history(self, page: PageItem) -> History:
        """The versions of the page's item, oldest first; empty unless the source is a git repository."""
        if self._histories is None:
            wanted = {page.path for page in self.pages if page.path}
            is_git = isinstance(self.source, GitSource)
            self._histories = self.source.histories(wanted) if is_git else {}  # type: ignore[attr-defined]
        return self._histories.get(page.path, History())

    def draft_at(self, page: PageItem, version: Version) -> Draft:
        """The page as it was at ``version``. Raises `ItemRefused`."""
        assert isinstance(self.source, GitSource), "only a git repository has versions"
        return self._converted(self.source.read_blob(version.blob), page.path)

    def loss_of_history(self, page: PageItem) -> tuple[Reason, ...]:
        """A reason when older versions of the page were left out."""
        history = self.history(page)
        if history.total <= len(history.versions):
            return ()
        return (because("lossy.history", limit=len(history.versions), total=history.total),)

    def counts(self) -> dict[str, int]:
        """Items by what became of them; the values add up to ``items_in``."""
        return {
            "pages": len({page.path for page in self.pages if page.path}),
            "attachments": len(self.attachments),
            "skipped": sum(one.outcome.result == "skipped" for one in self.left),
            "failed": sum(one.outcome.result == "failed" for one in self.left),
        }

    def _drafts(self, item: Item) -> list[Draft]:
        raw = read_all(item, self.budget.text_bytes)
        return parts(self._converted(raw, item.path))

    def _converted(self, raw: bytes, path: str) -> Draft:
        return read_page(
            raw, path, self.site, include=self._include, menu_title=self._menu_titles.get(path, "")
        )

    def _include(self, path: str) -> str | None:
        for folder in self.site.snippet_folders:
            if text := _text(self._items.get(f"{folder}/{path}".strip("/")), self.budget):
                return text
        return None


def read(
    source: Source, budget: Budget | None = None, progress: Progress | None = None, keep: Keep | None = None
) -> Material:
    """Pass 1. Raises `SourceRefused`; what is wrong with one item stands in ``Material.left``.

    ``keep`` is given the path and the drafts of every page, for a caller that puts them aside and so saves
    converting them again in pass 2.
    """
    budget = budget or Budget()
    clock = Clock(budget.seconds)
    items = list(source.items())
    readable = {item.path: item for item in items if not item.refused}
    site = read_site(readable, lambda path: _text(readable.get(path), budget))
    material = Material(source, site, budget, source.notes() + site.notes, len(items))
    material._items, material._menu_titles = readable, site.menu_titles()
    known: dict[str, _Known] = {}
    for number, item in enumerate(items):
        clock.check()
        if progress:
            progress(number, item.path)
        _sort(item, material, known, keep)
    _arrange(material, known)
    return material


def _sort(item: Item, material: Material, known: dict[str, _Known], keep: Keep | None) -> None:
    """Put one item among the pages, the attached files or what is left."""
    role = item.refused or role_of(item.path, item.size, material.site)
    if isinstance(role, Reason):
        result: Result = "failed" if role.code.startswith("item.") else "skipped"
        material.left.append(LeftItem(item.path, Outcome(result, (role,))))
        return
    try:
        if role == "page":
            known[item.path] = _outlined(item, material, keep)
            return
    except ItemRefused as error:
        if error.reason.code != "lossy.notebook":
            material.left.append(LeftItem(item.path, Outcome("failed", (error.reason,))))
            return
    try:
        digest = hashlib.sha256()
        for piece in chunks(item):
            digest.update(piece)
    except ItemRefused as error:
        material.left.append(LeftItem(item.path, Outcome("failed", (error.reason,))))
        return
    material.attachments.append(FileItem(item.path, item.size, digest.hexdigest(), item.modified))


def _outlined(item: Item, material: Material, keep: Keep | None) -> _Known:
    raw = read_all(item, material.budget.text_bytes)
    try:
        with at_most(material.budget.item_seconds):
            drafts = parts(material._converted(raw, item.path))
    except (RecursionError, MemoryError, ArithmeticError, ValueError, TypeError, LookupError) as error:
        # One hostile page must not cost the others.
        raise ItemRefused(because("item.not-understood")) from error
    if keep:
        keep(item.path, drafts)
    first = drafts[0]
    return _Known(
        item,
        hashlib.sha256(raw).hexdigest(),
        first.title,
        first.order,
        first.aliases + ((first.slug,) if first.slug else ()),
        [(draft.title, material._names.put(draft.names), draft.reasons) for draft in drafts],
    )


def _arrange(material: Material, known: dict[str, _Known]) -> None:
    """Give every page its place, and build the resolver over all of them."""
    leaves = [Leaf(path, one.title, one.position) for path, one in known.items()]
    keys: dict[str, tuple[str, ...]] = {}
    sections: dict[str, str] = {}
    for place in places(leaves, material.site):
        one = known.get(place.key)
        if one is None:
            sections[place.key.removeprefix(SECTION)] = place.key
            material.pages.append(PageItem(place.key, place.title, place.parent, place.order))
            continue
        own: list[str] = []
        for number, (title, _, reasons) in enumerate(one.parts):
            key = f"{place.key}#part-{number + 1}" if number else place.key
            own.append(key)
            # Parts come before other children, as they did on the page; orders below zero say so.
            order = number - len(one.parts) if number else place.order
            parent = place.key if number else place.parent
            material.pages.append(
                PageItem(
                    key,
                    title,
                    parent,
                    order,
                    place.key,
                    number,
                    one.item.size,
                    one.sha256,
                    one.item.modified,
                    reasons,
                )
            )
        keys[place.key] = tuple(own)
    _date_sections(material.pages)
    targets = {
        path: Target(one.title, keys[path], tuple(names for _, names, _ in one.parts), one.aliases)
        for path, one in known.items()
    }
    left = {one.path: one.outcome.reasons[0] for one in material.left}
    files = {one.path for one in material.attachments}
    material._resolver = Resolver(
        targets, files, left, material.site, sections, folder_pages(known), material._names
    )


def _date_sections(pages: list[PageItem]) -> None:
    """A page made to hold others is as old as the oldest of them, so that it does not fill lists of news."""
    oldest: dict[str, datetime] = {}
    for at in range(len(pages) - 1, -1, -1):  # parents stand before their children
        page = pages[at]
        if not page.path:
            page = pages[at] = replace(page, modified=oldest.get(page.key))
        if page.modified and page.parent:
            oldest[page.parent] = min(page.modified, oldest.get(page.parent, page.modified))


def _text(item: Item | None, budget: Budget) -> str | None:
    if item is None:
        return None
    try:
        return decode(read_all(item, budget.text_bytes)).text
    except ItemRefused:
        return None
