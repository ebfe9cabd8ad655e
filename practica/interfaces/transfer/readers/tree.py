"""The tree of pages: from the menu of the old site, or from folders and positions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from practica.interfaces.transfer.readers.markdown_source import same_words, title_from
from practica.interfaces.transfer.readers.names import in_nature
from practica.interfaces.transfer.readers.site import MenuEntry, Site

_INDEXES = ("index", "_index", "readme")
SECTION = "section:"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the tree must know of a page: its path, its title and the position it asks for."""

    path: str
    title: str
    position: float | None = None


@dataclass(slots=True)
class Place:
    """Where a page stands. ``key`` is its path, or ``section:…`` for a page made to hold others."""

    key: str
    title: str
    parent: str | None
    order: int


def places(leaves: Iterable[Leaf], site: Site) -> list[Place]:
    """A place for every leaf and for every section made on the way, parents before children."""
    tree = _Tree({leaf.path: leaf for leaf in leaves}, site)
    tree.plant_menu(site.menu, None, "")
    if site.menu:
        tree.plant_rest_beside_indexes()
    else:
        tree.plant_folders()
    return tree.in_order()


def folder_pages(paths: Iterable[str]) -> dict[str, str]:
    """The page that stands for each folder that has one: its index, or a note with its own name."""
    found: dict[str, tuple[int, str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        stem = name.rsplit(".", 1)[0].casefold()
        if stem in _INDEXES:
            _keep(found, folder, _INDEXES.index(stem), path)
        if folder and stem == folder.rpartition("/")[2].casefold():
            _keep(found, folder, 3, path)
        beside = f"{folder}/{name.rsplit('.', 1)[0]}" if folder else name.rsplit(".", 1)[0]
        _keep(found, beside, 4, path)
    return {folder: path for folder, (_, path) in found.items()}


def _keep(found: dict[str, tuple[int, str]], folder: str, rank: int, path: str) -> None:
    if folder not in found or rank < found[folder][0]:
        found[folder] = (rank, path)


class _Tree:
    """Pages being put in their places."""

    def __init__(self, leaves: dict[str, Leaf], site: Site) -> None:
        self._leaves, self._site = leaves, site
        self._places: dict[str, Place] = {}
        self._children: dict[str | None, int] = defaultdict(int)
        folders = {folder for path in leaves for folder in _folders_above(path)}
        self._indexes = {
            folder: path for folder, path in folder_pages(leaves).items() if folder in folders or not folder
        }

    def plant_menu(self, entries: Iterable[MenuEntry], parent: str | None, trail: str) -> None:
        """Follow the menu; its index, a first page of its name, or a page we make stands for a section."""
        for entry in entries:
            if entry.path:
                if entry.path in self._leaves:
                    self._plant(entry.path, self._leaves[entry.path].title, parent)
            elif any(True for _ in _pages(entry)):
                own = self._page_of(entry)
                key = own or f"{SECTION}{trail}/{entry.title}".replace(":/", ":")
                title = self._leaves[own].title if own else entry.title
                self._plant(key, title, parent)
                self.plant_menu(entry.entries, key, f"{trail}/{entry.title}")

    def plant_rest_beside_indexes(self) -> None:
        """Pages the menu does not name go below the nearest page that stands for a folder, or to the end."""
        for path in sorted(self._leaves, key=in_nature):
            folders = (folder for folder in _folders_above(path) if folder not in ("", self._site.docs))
            above = (self._indexes.get(folder) for folder in folders)
            parent = next((page for page in above if page and page != path and page in self._places), None)
            self._plant(path, self._leaves[path].title, parent)

    def plant_folders(self) -> None:
        """Without a menu a folder is a page that holds what is in it."""
        waiting: dict[str, list[str]] = defaultdict(list)
        below: dict[str, set[str]] = defaultdict(set)
        for path in self._leaves:
            folders = [folder for folder in _folders_above(path) if folder not in ("", self._site.docs)]
            for inner, outer in zip(folders, [*folders, ""][1:], strict=True):
                below[outer].add(inner)
            waiting[folders[0] if folders else ""].append(path)
        self._plant_folder("", None, waiting, below)

    def in_order(self) -> list[Place]:
        """Every place, parents first, siblings as they were planted."""
        by_parent: dict[str | None, list[Place]] = defaultdict(list)
        for place in self._places.values():
            by_parent[place.parent].append(place)
        done: list[Place] = []
        ahead = list(reversed(by_parent[None]))
        while ahead:
            done.append(ahead.pop())
            ahead.extend(reversed(by_parent[done[-1].key]))
        return done

    def _plant_folder(
        self, folder: str, parent: str | None, pages: dict[str, list[str]], below: dict[str, set[str]]
    ) -> None:
        own = {self._indexes.get(inner) for inner in below[folder]}
        lines = [(self._rank(path), path, False) for path in pages[folder] if path not in own]
        lines += [(self._folder_rank(inner), inner, True) for inner in below[folder]]
        for _, name, is_folder in sorted(lines):
            if not is_folder:
                if name not in self._places:
                    self._plant(name, self._leaves[name].title, parent)
                continue
            index = self._indexes.get(name)
            key = index or SECTION + name
            self._plant(key, self._leaves[index].title if index else self._folder_title(name), parent)
            self._plant_folder(name, key, pages, below)

    def _rank(self, path: str) -> tuple[float, int, list[tuple[int, int, str]]]:
        position = self._leaves[path].position
        name = path.rpartition("/")[2]
        is_index = name.rsplit(".", 1)[0].casefold() in _INDEXES
        return (float("inf") if position is None else position, 0 if is_index else 1, in_nature(name))

    def _folder_rank(self, folder: str) -> tuple[float, int, list[tuple[int, int, str]]]:
        position = self._site.folders.get(folder, ("", None))[1]
        index = self._indexes.get(folder)
        if position is None and index:
            position = self._leaves[index].position
        return (float("inf") if position is None else position, 1, in_nature(folder.rpartition("/")[2]))

    def _folder_title(self, folder: str) -> str:
        return self._site.folders.get(folder, ("", None))[0] or title_from(folder.rpartition("/")[2])

    def _page_of(self, section: MenuEntry) -> str:
        """The page in ``section`` that can stand for it."""
        for number, entry in enumerate(section.entries):
            if not entry.path or entry.path in self._places or entry.path not in self._leaves:
                continue
            stem = entry.path.rpartition("/")[2].rsplit(".", 1)[0].casefold()
            if stem in _INDEXES and (number == 0 or not entry.title):
                return entry.path
            if number == 0 and same_words(self._leaves[entry.path].title, section.title):
                return entry.path
        return ""

    def _plant(self, key: str, title: str, parent: str | None) -> None:
        if key in self._places:
            return
        self._places[key] = Place(key, title, parent, self._children[parent])
        self._children[parent] += 1


def _pages(entry: MenuEntry) -> Iterable[MenuEntry]:
    for inner in entry.entries:
        if inner.path:
            yield inner
        yield from _pages(inner)


def _folders_above(path: str) -> list[str]:
    """The folders that hold ``path``, nearest first, ending with the source itself (an empty name)."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)] + [""]
