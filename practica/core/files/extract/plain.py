"""Plain text and tables in text form, fifty lines at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from practica.core.files.extract.shape import Part
from practica.kit.letters import old_encoding

_LINES = 50
_MOST_BYTES = 20 * 1024**2
_LONGEST_LINE = 10_000


def text_parts(file: BinaryIO) -> Iterator[Part]:
    """A part for every fifty lines of a text."""
    lines = _decoded(file).splitlines()
    for start in range(0, len(lines), _LINES):
        held = [line[:_LONGEST_LINE] for line in lines[start : start + _LINES]]
        yield Part("\n".join(held), f"lines {start + 1}–{start + len(held)}")


def table_parts(file: BinaryIO) -> Iterator[Part]:
    """A part for every fifty rows of a CSV; the names of the columns lead each of them."""
    text = _decoded(file).replace("\0", "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    lines = [" | ".join(cell.strip()[:_LONGEST_LINE] for cell in row if cell.strip()) for row in rows]
    for start in range(0, len(lines), _LINES):
        held = lines[start : start + _LINES]
        head = [lines[0]] if start else []
        yield Part("\n".join(head + held), f"rows {start + 1}–{start + len(held)}")


def _decoded(file: BinaryIO) -> str:
    raw = file.read(_MOST_BYTES)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(raw) - 4:
            return raw.decode("utf-8-sig", "ignore")
    return raw.decode(old_encoding(raw), "replace")


def _delimiter(text: str) -> str:
    first = text[:5_000].split("\n", 1)[0]
    return max(",;\t|", key=first.count) if first else ","
