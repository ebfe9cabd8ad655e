"""Zip files: listed and read one item at a time, never extracted."""

import stat
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from practica.interfaces.transfer.readers.archive.items import Item
from practica.interfaces.transfer.readers.budget import MB, Budget, Clock, say_bytes
from practica.interfaces.transfer.readers.names import clean, doubled, shown
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because, refuse

# LZMA is not among them: its dictionary alone may ask for 4 GB of memory.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_SMALL = 1 * MB


class ZipSource:
    """The items of a zip file; a single top folder is stripped from their paths."""

    kind = "zip"

    def __init__(self, file: BinaryIO, budget: Budget, label: str = "") -> None:
        """Read the list of files. Raises `SourceRefused` when there is none or it is beyond the budget."""
        self.label = label
        self._budget, self._clock = budget, Clock(budget.seconds)
        _refuse_long_list(file, budget)
        try:
            self._zip = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            struct.error,
        ) as error:
            raise refuse("source.zip-broken") from error
        self._entries = list(self._checked())
        if not self._entries:
            raise refuse("source.empty")
        total = sum(info.file_size for _, info, refused in self._entries if not refused)
        if total > budget.total_bytes:
            raise refuse("source.too-big", limit=say_bytes(budget.total_bytes))

    def items(self) -> Iterator[Item]:
        """Every file of the zip in its own order."""
        for path, info, refused in self._entries:
            self._clock.check()
            yield Item(path, info.file_size, _Opener(self._zip, info), _modified(info), refused)

    def notes(self) -> tuple[Reason, ...]:
        """Nothing to say of a zip as a whole."""
        return ()

    def close(self) -> None:
        """Let go of the list of files; the file itself belongs to the caller."""
        self._zip.close()

    def _checked(self) -> Iterator[tuple[str, zipfile.ZipInfo, Reason | None]]:
        files = [info for info in self._zip.infolist() if not info.is_dir()]
        names = [_decoded(info) for info in files]
        top = _single_top(names)
        seen: dict[str, str] = {}
        for info, name in zip(files, names, strict=True):
            try:
                path = clean(name, self._budget)[len(top) :]
                _refuse_item(info, self._budget)
                if reason := doubled(path, seen):
                    raise ItemRefused(reason)
            except ItemRefused as error:
                yield shown(name[len(top) :]), info, error.reason
            else:
                # The name is in memory once where it says the same.
                yield info.filename if path == info.filename else path, info, None


class _Opener:
    """Opens one entry: a fifth of what ``partial`` takes, and there is one for every entry."""

    __slots__ = ("_info", "_zip")

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._zip, self._info = archive, info

    def __call__(self) -> BinaryIO:
        return cast(BinaryIO, self._zip.open(self._info))


def _refuse_item(info: zipfile.ZipInfo, budget: Budget) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise ItemRefused(because("item.link"))
    if kind not in (0, stat.S_IFREG):
        raise ItemRefused(because("item.special"))
    if info.flag_bits & 0x1:
        raise ItemRefused(because("item.encrypted"))
    if info.compress_type not in _METHODS:
        raise ItemRefused(because("item.compression"))
    if info.file_size > budget.item_bytes:
        raise ItemRefused(because("item.too-big", limit=say_bytes(budget.item_bytes)))
    ratio = info.file_size // max(info.compress_size, 1)
    if info.file_size > _SMALL and ratio > budget.ratio:
        raise ItemRefused(because("item.ratio", ratio=ratio))


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many tools write UTF-8 without saying so. A NUL is kept, to be refused."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _single_top(names: list[str]) -> str:
    """The folder that holds everything, with its slash, or nothing. Mac leftovers beside it do not count."""
    tops = Counter(
        name.split("/", 1)[0] + "/" if "/" in name else ""
        for name in names
        if not name.startswith("__MACOSX/")
    )
    top = next(iter(tops), "")
    # A lone `.git/` is a repository, not a wrapping.
    return top if len(tops) == 1 and top not in ("../", "./", "/", ".git/") else ""


def _modified(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None


def _refuse_long_list(file: BinaryIO, budget: Budget) -> None:
    """Count the entries before `zipfile` makes an object of each: a few MB of list may become GBs."""
    file.seek(0, 2)
    end_of_file = file.tell()
    tail_size = min(end_of_file, 22 + 65_535 + 20 + 56)
    file.seek(end_of_file - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise refuse("source.not-a-zip")
    size: int = struct.unpack("<L", tail[at + 12 : at + 16])[0]
    end = end_of_file - tail_size + at
    if tail[at - 20 : at - 16] == _LOCATOR_64 and tail[at - 76 : at - 72] == _END_64:
        size = struct.unpack("<Q", tail[at - 36 : at - 28])[0]
        end -= 76
    if size > end:
        raise refuse("source.zip-broken")
    if _count_entries(file, end - size, end, budget.items) > budget.items:
        raise refuse("source.too-many-items", limit=budget.items)
    file.seek(0)


def _count_entries(file: BinaryIO, start: int, end: int, limit: int) -> int:
    count, at = 0, start
    while at + 46 <= end and count <= limit:
        file.seek(at)
        header = file.read(46)
        if header[:4] != b"PK\x01\x02":
            break
        at += 46 + sum(struct.unpack("<HHH", header[28:34]))
        count += 1
    return count
