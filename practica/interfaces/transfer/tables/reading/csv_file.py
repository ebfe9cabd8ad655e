"""A CSV file: its letters, its delimiter, its rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from practica.interfaces.transfer.tables.reading.shape import (
    MOST_ROWS,
    Line,
    Row,
    Table,
    is_empty,
    names_of,
    row_of,
    too_many,
    without_heading,
)
from practica.kit.access import Invalid
from practica.kit.letters import old_encoding
from practica.kit.tables import RISKY

SAMPLE = 256 * 1024
SAMPLE_TO_GUESS = 64 * 1024
SAMPLE_LINES = 30
DELIMITERS = (",", ";", "\t", "|")


def read(file: IO[bytes]) -> Table:
    """The table in a CSV file. Raises Invalid when it is none."""
    sample = file.read(SAMPLE)
    file.seek(0)
    encoding = _encoding(sample)
    words = sample.decode(encoding, errors="replace").lstrip("\ufeff")
    if not words.strip():
        raise Invalid(_("The file is empty."), field="file")
    if "\0" in words:
        raise Invalid(_("This is no text. Choose a CSV file or a workbook (.xlsx)."), field="file")
    delimiter, has_hint = _delimiter(words)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    if has_hint:
        text.readline()
    lines = without_heading(_lines(text, delimiter))
    _number, first = next(lines, (0, ()))
    if first is None:
        raise Invalid(_("The first line cannot be read."), field="file")
    if not first:
        raise Invalid(_("The file is empty."), field="file")
    columns = names_of(first)
    return Table(columns, _rows(lines, len(columns)), decimal_comma=delimiter == ";")


def _encoding(sample: bytes) -> str:
    """By its mark, else UTF-8 if it is, else a well-founded guess."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return old_encoding(sample)
    return "utf-8"


def _delimiter(words: str) -> tuple[str, bool]:
    """The delimiter, and whether a first line "sep=;" names it: that most lines agree on, with most cells."""
    first = words.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], True
    return max(DELIMITERS, key=lambda sign: _agreement(words, sign)), False


def _agreement(words: str, delimiter: str) -> tuple[float, int]:
    lines = words.splitlines()[: SAMPLE_LINES + 1]
    # The last line of the sample may be cut.
    whole = lines[:-1] if len(words) >= SAMPLE_TO_GUESS and len(lines) > 1 else lines
    try:
        widths = Counter(len(cells) for cells in csv.reader(whole, delimiter=delimiter) if cells)
    except csv.Error:
        return (0.0, 0)
    width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1]), default=(1, 0))
    share = times / max(1, sum(widths.values()))
    return (share * (1 if width > 1 else 0), width)


def _lines(text: io.TextIOWrapper, delimiter: str) -> Iterator[Line]:
    """Lines with anything in them, by their number; None for the cells of one that cannot be read."""
    table = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
    try:
        while True:
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error:
                yield table.line_num, None
                continue
            if not is_empty(cells):
                yield table.line_num, cells
    finally:
        # The file is not ours to close, which a wrapper does that nobody holds any more.
        if not text.closed:
            text.detach()


def _rows(lines: Iterator[Line], columns: int) -> Iterator[Row]:
    for taken, (number, cells) in enumerate(lines, 1):
        if taken > MOST_ROWS:
            yield too_many(number)
            return
        if cells is None:
            yield Row(number, (None,) * columns, _("This line cannot be read."))
        else:
            yield row_of(number, [_clean(cell) for cell in cells], columns)


def _clean(cell: str) -> str | None:
    """A cell without what our own writer puts before what might be a formula."""
    text = cell.strip()
    text = text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text
    return text or None
