"""The text of OpenDocument files: texts by heading, presentations by slide, spreadsheets by cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from practica.core.files.extract.containers import look_over
from practica.core.files.extract.shape import Part, Unreadable

_LARGEST = 50 * 1024**2
_ROWS = 50
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_HEADING, _PARAGRAPH = _NAMES % "text" + "h", _NAMES % "text" + "p"
_BLANKS, _TAB, _BREAK = (_NAMES % "text" + name for name in ("s", "tab", "line-break"))
_TABLE, _ROW, _CELL = (_NAMES % "table" + name for name in ("table", "table-row", "table-cell"))
_PAGE, _BODY = _NAMES % "drawing" + "page", _NAMES % "office" + "body"
_TABLE_NAME, _COVERED = (_NAMES % "table" + name for name in ("name", "covered-table-cell"))
_ROWS_REPEATED, _COLUMNS_REPEATED = (
    _NAMES % "table" + name for name in ("number-rows-repeated", "number-columns-repeated")
)


def parts(file: BinaryIO) -> Iterator[Part]:
    """The parts of an ODT, ODS or ODP. Raises `Unreadable`."""
    archive = look_over(file)
    try:
        if archive.getinfo("content.xml").file_size > _LARGEST:
            raise Unreadable("This file is too large inside, so its text is not read.")
        with archive.open("content.xml") as content:
            root = parse(content, forbid_dtd=True).getroot()
            body = root.find(_BODY) if root is not None else None
    except (KeyError, ParseError, DefusedXmlException) as error:
        raise Unreadable("This file is broken, so its text could not be read.") from error
    inner = next(iter(body), None) if body is not None else None
    kind = inner.tag.rpartition("}")[2] if inner is not None else ""
    if inner is None:
        raise Unreadable("This file holds no text.")
    if kind == "presentation":
        for number, slide in enumerate(inner.iter(_PAGE), start=1):
            yield Part("\n".join(_paragraphs(slide)), f"slide {number}")
    elif kind == "spreadsheet":
        for table in inner.iter(_TABLE):
            yield from _sheet(table)
    else:
        yield from _document(inner)


def _document(body: Element) -> Iterator[Part]:
    heading, lines = "start", list[str]()
    for element in body.iter():
        if element.tag == _HEADING:
            yield Part("\n".join(lines), heading)
            heading, lines = _words(element).strip() or heading, []
        if element.tag in (_HEADING, _PARAGRAPH):
            lines.append(_words(element))
    yield Part("\n".join(lines), heading)


def _sheet(table: Element) -> Iterator[Part]:
    name = table.get(_TABLE_NAME, "")
    held: list[str] = []
    first = last = widest = 0
    following = 1
    for row in table.iter(_ROW):
        # Rows that look alike are written once, with how many there are.
        number, following = following, following + _times(row, _ROWS_REPEATED)
        line, width = _line(row)
        if held and number - first >= _ROWS:
            yield _cells(name, held, first, last, widest)
            held, widest = [], 0
        if line:
            first, last = first if held else number, number
            widest = max(widest, width)
            held.append(line)
    if held:
        yield _cells(name, held, first, last, widest)


def _line(row: Element) -> tuple[str, int]:
    """What stands in ``row``, and the number of the last column in which something does."""
    words, column, width = list[str](), 0, 0
    for cell in row:
        if cell.tag not in (_CELL, _COVERED):
            continue
        column += _times(cell, _COLUMNS_REPEATED)
        if (text := " ".join(_paragraphs(cell))).strip():
            words.append(text)
            width = column
    return " | ".join(words), width


def _times(element: Element, name: str) -> int:
    said = element.get(name, "1")
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _cells(sheet: str, held: list[str], first: int, last: int, widest: int) -> Part:
    return Part("\n".join(held), f"sheet “{sheet}”, cells A{first}:{_letters(widest)}{last}")


def _letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters or "A"


def _paragraphs(element: Element) -> Iterator[str]:
    for paragraph in element.iter():
        if paragraph.tag in (_PARAGRAPH, _HEADING):
            yield _words(paragraph)


def _words(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces.append({_BLANKS: " ", _TAB: "\t", _BREAK: "\n"}.get(child.tag) or _words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
