"""The one writer of CSV and workbooks that leave the house: no cell becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

# Spreadsheets set for Japanese or Chinese take the wide signs for the others.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# What a sheet can hold, by the programs that read it.
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
SPOOLED = 4 * 1024 * 1024
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def safe_cell(value: Any) -> str:
    """``value`` as text that spreadsheets show and never compute."""
    text = "" if value is None else str(value)
    # A number is no text somebody wrote: -5 stays a number to reckon with.
    if isinstance(value, int | float | Decimal):
        return text
    return f"'{text}" if text.startswith(RISKY) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A CSV file line by line, beginning with the mark by which spreadsheets know UTF-8."""
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """An .xlsx file with one sheet called ``name``, ready to be read from its start; the caller closes it.

    Text stays text whatever it begins with; numbers, dates, yes and no keep their kind. Rows are written as
    they come, into a file beside the memory.
    """
    # Here: a library that only exports need.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", name)[:LONGEST_SHEET_NAME].strip() or "1")

    def cell(value: Any) -> Any:
        if value is None or isinstance(value, int | float | Decimal | dt.date):
            return value
        made = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", str(value))[:LONGEST_CELL])
        made.data_type = "s"
        return made

    sheet.append([cell(one) for one in header])
    for cells in rows:
        sheet.append([cell(one) for one in cells])
    file = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - the caller reads and closes it
    book.save(file)
    file.seek(0)
    return file
