"""Documents that are zip files: looked over before a library opens them."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from practica.core.files.extract.shape import Unreadable

_MOST_ENTRIES = 10_000
_LARGEST = 400 * 1024**2
_LARGEST_RATIO = 300
_SMALL = 2 * 1024**2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPE_WORDS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def look_over(file: BinaryIO) -> zipfile.ZipFile:
    """The zip inside ``file``, within bounds and without document types. Raises `Unreadable`."""
    start = file.read(8)
    file.seek(0)
    if start == _OLE:
        raise Unreadable("This file is protected with a password, or written by a program from before 2007.")
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST:
            raise Unreadable("This file is too large inside, so its text is not read.")
        for entry in entries:
            _look_at(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("This file is broken, so its text could not be read.") from error
    file.seek(0)
    return archive


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Unreadable("This file is protected with a password.")
    if entry.file_size > _SMALL and entry.file_size > _LARGEST_RATIO * max(entry.compress_size, 1):
        raise Unreadable("This file unpacks to an absurd size, so its text is not read.")
    if entry.filename.endswith((".xml", ".rels")):
        with archive.open(entry) as opened:
            start = opened.read(64 * 1024)
        if any(word in start for word in _TYPE_WORDS):
            raise Unreadable(
                "This file declares a document type, which no office program does; it is not read."
            )
