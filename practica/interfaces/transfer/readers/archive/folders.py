"""Folders: a directory on this machine, or the files a browser sent with their relative paths."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from practica.interfaces.transfer.readers.archive.items import Item
from practica.interfaces.transfer.readers.budget import Budget, Clock, say_bytes
from practica.interfaces.transfer.readers.names import clean, doubled, shown
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because, refuse


class FolderSource:
    """The files below a directory; links are listed but never followed."""

    kind = "folder"

    def __init__(self, directory: Path, budget: Budget) -> None:
        self.label = directory.name
        self._directory, self._budget = directory, budget

    def items(self) -> Iterator[Item]:
        """Every file, folder by folder in the order of names. Raises `SourceRefused` beyond the budget."""
        yield from bounded(self._found(), self._budget)

    def notes(self) -> tuple[Reason, ...]:
        """Nothing to say of a folder as a whole."""
        return ()

    def _found(self) -> Iterator[Item]:
        for folder, subfolders, names in os.walk(self._directory, followlinks=False):
            subfolders.sort()
            linked = [name for name in subfolders if (Path(folder) / name).is_symlink()]
            subfolders[:] = [name for name in subfolders if name not in linked and name != ".git"]
            for name in sorted(names + linked):
                yield self._item(Path(folder) / name)

    def _item(self, file: Path) -> Item:
        name = file.relative_to(self._directory).as_posix()
        found = file.lstat()
        opener = partial(_open_without_links, file)
        modified = datetime.fromtimestamp(found.st_mtime, UTC)
        try:
            if stat.S_ISLNK(found.st_mode):
                raise ItemRefused(because("item.link"))
            if not stat.S_ISREG(found.st_mode):
                raise ItemRefused(because("item.special"))
            # On our own disk a backslash is part of a name, not a separator.
            if "\\" in name:
                raise ItemRefused(because("item.bad-name"))
            return Item(clean(name, self._budget), found.st_size, opener, modified)
        except ItemRefused as error:
            return Item(shown(name), found.st_size, opener, modified, error.reason)


class UploadSource:
    """Files that came one by one with a relative path each, as a browser sends a folder."""

    kind = "folder"

    def __init__(self, files: Iterable[tuple[str, BinaryIO]], budget: Budget, label: str = "") -> None:
        self._files, self._budget = list(files), budget
        tops = {name.replace("\\", "/").split("/", 1)[0] for name, _ in self._files}
        nested = all("/" in name.replace("\\", "/") for name, _ in self._files)
        top = tops.pop() if len(tops) == 1 and nested else ""
        self._top = top + "/" if top not in ("", ".", "..", ".git") else ""
        self.label = label or top

    def items(self) -> Iterator[Item]:
        """Every file that was sent. Raises `SourceRefused` beyond the budget."""
        yield from bounded((self._item(name, file) for name, file in self._files), self._budget)

    def notes(self) -> tuple[Reason, ...]:
        """Nothing to say of an upload as a whole."""
        return ()

    def _item(self, name: str, file: BinaryIO) -> Item:
        size = file.seek(0, os.SEEK_END)
        opener = cast("Callable[[], BinaryIO]", partial(_Rewound, file))
        try:
            return Item(clean(name, self._budget)[len(self._top) :], size, opener)
        except ItemRefused as error:
            return Item(shown(name), size, opener, None, error.reason)


class _Rewound:
    """A file of somebody else's, read from its start and left open at the end."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self.read = file.read

    def __enter__(self) -> "_Rewound":
        return self

    def __exit__(self, *_: object) -> None:
        """The file belongs to the caller."""


def _open_without_links(file: Path) -> BinaryIO:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ItemRefused(because("item.special"))
    return os.fdopen(descriptor, "rb")


def bounded(items: Iterable[Item], budget: Budget) -> Iterator[Item]:
    """The same items; too large and doubled ones are refused, too many or too much refuse the source."""
    clock, count, total = Clock(budget.seconds), 0, 0
    seen: dict[str, str] = {}
    for item in items:
        clock.check()
        count += 1
        if count > budget.items:
            raise refuse("source.too-many-items", limit=budget.items)
        refused = item.refused
        if not refused and item.size > budget.item_bytes:
            refused = because("item.too-big", limit=say_bytes(budget.item_bytes))
        refused = refused or doubled(item.path, seen)
        if not refused:
            total += item.size
            if total > budget.total_bytes:
                raise refuse("source.too-big", limit=say_bytes(budget.total_bytes))
        yield (
            item
            if refused is item.refused
            else Item(item.path, item.size, item.open_raw, item.modified, refused)
        )
    if not count:
        raise refuse("source.empty")
