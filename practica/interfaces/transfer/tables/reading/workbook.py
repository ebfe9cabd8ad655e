"""A workbook (.xlsx): one sheet of it, values only, within budgets of bytes, parts and growth."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from practica.interfaces.transfer.tables.reading.shape import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
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

MOST_PARTS = 2_000
MOST_UNPACKED = 400 * 1024 * 1024
# Words that cells share are held in memory as a whole, whatever is asked of the sheet.
MOST_SHARED = 40 * 1024 * 1024
MOST_GROWTH = 200
# What a sheet says of its own width may be anything; so far beyond the most columns nothing is read.
WIDEST = MOST_COLUMNS * 6


def read(file: IO[bytes], *, sheet: str = "") -> Table:
    """The table on the sheet called ``sheet``, or on the first with anything in it.

    Raises Invalid when the file is no workbook, or grows beyond its budgets.
    """
    # Here: it loads numpy and more, which only a workbook needs.
    from openpyxl import DEFUSEDXML, load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_budgets(file)
    if not DEFUSEDXML:
        raise RuntimeError("Workbooks are read with defusedxml only.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        ParseError,
        DefusedXmlException,
        TypeError,
    ) as problem:
        raise _unreadable() from problem
    names = [one.title for one in book.worksheets]
    chosen = [one for one in book.worksheets if one.title == sheet] or list(book.worksheets)
    for one in chosen:
        one.reset_dimensions()
        rows = without_heading(_rows(one))
        first = next(rows, None)
        if first is not None:
            columns = names_of(first[1] or ())
            return Table(columns, _cut(rows, len(columns)), sheets=names, sheet=one.title)
    raise Invalid(_("The workbook is empty."), field="file")


def _check_budgets(file: IO[bytes]) -> None:
    """Refuse by what the archive says of its parts, before any of them is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise _unreadable() from problem
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if any(part.flag_bits & 1 for part in parts):
        raise Invalid(_("The workbook has a password. Save it without one."), field="file")
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or shared > MOST_SHARED
        or unpacked > MOST_GROWTH * max(packed, 1024)
    ):
        raise Invalid(_("The workbook is too large once unpacked. Save the sheet as CSV."), field="file")
    file.seek(0)


def _rows(sheet: Any) -> Iterator[Line]:
    """Rows with anything in them, by their line."""
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=WIDEST), 1):
            if not is_empty(cells):
                yield number, cells
    except (ValueError, KeyError, TypeError, ParseError, DefusedXmlException, OverflowError) as problem:
        raise _unreadable() from problem


def _cut(rows: Iterator[Line], columns: int) -> Iterator[Row]:
    for taken, (number, cells) in enumerate(rows, 1):
        if taken > MOST_ROWS:
            yield too_many(number)
            return
        yield row_of(number, [_plain(cell) for cell in cells or ()], columns)


def _plain(cell: Any) -> Cell:
    if isinstance(cell, str):
        return cell.strip()[: LONGEST_CELL + 1] or None
    if isinstance(cell, dt.datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date()
    if cell is None or isinstance(cell, bool | int | float | dt.date):
        return cell
    return str(cell)


def _unreadable() -> Invalid:
    return Invalid(_("The workbook cannot be read. Save it anew as .xlsx, or as CSV."), field="file")
