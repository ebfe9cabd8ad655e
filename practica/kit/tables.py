"""The one writer of CSV and workbooks that leave the house: no cell becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from string import ascii_uppercase
from typing import IO, Any
from xml.sax.saxutils import escape

RISKY = ("=", "+", "-", "@", "\t", "\r")
# What a sheet can hold, by the programs that read it.
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
SPOOLED = 4 * 1024 * 1024
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET, _NO_ROWS = "xl/worksheets/sheet1.xml", re.compile(r"<sheetData\s*/>|<sheetData></sheetData>")
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
    # Here: a library that only exports need. It makes everything but the cells, of which it makes an object
    # each and asks it a dozen things.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_NAMES.sub(" ", name)[:LONGEST_SHEET_NAME].strip() or "1")
    cell = partial(
        _cell,
        day=WriteOnlyCell(sheet, value=dt.date(2000, 1, 1)).style_id,
        moment=WriteOnlyCell(sheet, value=dt.datetime(2000, 1, 1)).style_id,
    )
    frame = io.BytesIO()
    book.save(frame)
    file = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - the caller reads and closes it
    with zipfile.ZipFile(frame) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for part in made.namelist():
            content = made.read(part)
            if part != _SHEET:
                out.writestr(part, content)
                continue
            before, after = _NO_ROWS.split(content.decode(), maxsplit=1)
            with out.open(part, "w", force_zip64=True) as into:
                into.write(f"{before}<sheetData>".encode())
                for number, cells in enumerate(chain((header,), rows), start=1):
                    into.write(_sheet_row(number, cells, cell).encode())
                into.write(f"</sheetData>{after}".encode())
    file.seek(0)
    return file


def _sheet_row(number: int, cells: Sequence[Any], cell: Callable[..., str]) -> str:
    filled = [cell(one, f"{_letters(at)}{number}") for at, one in enumerate(cells, start=1)]
    return f'<row r="{number}">{"".join(filled)}</row>'


def _cell(value: Any, place: str, *, day: int, moment: int) -> str:
    from openpyxl.compat import safe_string
    from openpyxl.utils.datetime import to_excel

    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f'<c r="{place}"><v>{safe_string(value)}</v></c>'
    if isinstance(value, dt.date):
        style = moment if isinstance(value, dt.datetime) else day
        return f'<c r="{place}" s="{style}"><v>{safe_string(to_excel(value))}</v></c>'
    text = escape(_NOT_IN_XML.sub("", str(value))[:LONGEST_CELL], {"\r": "&#13;"})
    if not text:
        return ""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@cache
def _letters(at: int) -> str:
    """What a sheet calls its column ``at``, from 1: A to Z, AA to ZZ, AAA."""
    rest, last = divmod(at - 1, 26)
    return (_letters(rest) if rest else "") + ascii_uppercase[last]
