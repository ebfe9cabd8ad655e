"""Opening a document by its kind and cutting what is found to size. Import this in a bounded process only."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from practica.core.files.extract.kinds import kind_of
from practica.core.files.extract.shape import Extract, Part, Unreadable

_LARGEST = 200 * 1024**2
_MOST_TEXT = 5_000_000
_MOST_PARTS = 5_000
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Module and function for each kind. Only the one that is needed is loaded: every file starts a process.
_READERS = {
    "pdf": ("pdf", "parts"),
    "docx": ("office", "document_parts"),
    "pptx": ("office", "presentation_parts"),
    "xlsx": ("office", "workbook_parts"),
    "odf": ("opendocument", "parts"),
    "csv": ("plain", "table_parts"),
    "text": ("plain", "text_parts"),
}


def extract(file: BinaryIO, media_type: str, name: str) -> Extract:
    """Everything found inside ``file``; a file that cannot be read gives a sentence."""
    parts: list[Part] = []
    try:
        parts.extend(read_parts(file, media_type, name))
    except Unreadable as error:
        return Extract(tuple(parts), str(error))
    return Extract(tuple(parts))


def read_parts(file: BinaryIO, media_type: str, name: str) -> Iterator[Part]:
    """The parts of ``file`` as they are found. Raises `Unreadable`, perhaps after some parts."""
    kind = kind_of(name, media_type)
    if not kind:
        raise Unreadable("Text cannot be read from this kind of file.")
    if file.seek(0, 2) > _LARGEST:
        raise Unreadable("This file is larger than 200 MB, so its text is not read.")
    file.seek(0)
    size = count = 0
    module, function = _READERS[kind]
    reader = getattr(importlib.import_module(f"practica.core.files.extract.{module}"), function)
    for part in reader(file):
        text = _UNWANTED.sub("", part.text).strip()
        if not text:
            continue
        size, count = size + len(text), count + 1
        if size > _MOST_TEXT or count > _MOST_PARTS:
            raise Unreadable("This file holds more text than is searched; the first part of it is.")
        yield Part(text, " ".join(_UNWANTED.sub("", part.locator).split())[:120])
