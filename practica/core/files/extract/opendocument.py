"""The text of OpenDocument files: texts by heading, presentations by slide, spreadsheets by rows."""

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
_TABLE_NAME = _NAMES % "table" + "name"


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
    first = number = 0
    for number, row in enumerate(table.iter(_ROW), start=1):
        cells = (" ".join(_paragraphs(cell)) for cell in row.iter(_CELL))
        line = " | ".join(cell for cell in cells if cell.strip())
        if held and number - first >= _ROWS:
            yield Part("\n".join(held), f"sheet “{name}”, rows {first}–{number - 1}")
            held = []
        if line:
            first = first if held else number
            held.append(line)
    if held:
        yield Part("\n".join(held), f"sheet “{name}”, rows {first}–{number}")


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
