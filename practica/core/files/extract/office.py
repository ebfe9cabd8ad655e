"""The text of Word documents by heading, of PowerPoint by slide, of Excel by sheet and cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from zipfile import BadZipFile

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pptx import Presentation
from pptx.exc import PythonPptxError

from practica.core.files.extract.containers import look_over
from practica.core.files.extract.shape import Part, Unreadable

ROWS = 50
_MOST_ROWS = 50_000
_MOST_COLUMNS = 200
_MOST_CELL = 2_000
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, BadZipFile, SyntaxError, IndexError, OSError)


def document_parts(file: BinaryIO) -> Iterator[Part]:
    """A part for each heading of a DOCX with what stands below it, tables included. Raises `Unreadable`."""
    with_macros = _has_macros(file)
    try:
        document = Document(file)
    except _BROKEN as error:
        raise Unreadable(_why(with_macros, "document")) from error
    heading, lines = "start", list[str]()
    for block in document.iter_inner_content():
        words = _table(block) if isinstance(block, Table) else block.text
        if isinstance(block, Paragraph) and words.strip() and _is_heading(block):
            yield Part("\n".join(lines), heading)
            heading, lines = words.strip(), []
        lines.append(words)
    yield Part("\n".join(lines), heading)
    _tell_of(with_macros)


def presentation_parts(file: BinaryIO) -> Iterator[Part]:
    """A part for each slide of a PPTX, notes included. Raises `Unreadable`."""
    with_macros = _has_macros(file)
    try:
        slides = list(Presentation(file).slides)
    except (*_BROKEN, PythonPptxError) as error:
        raise Unreadable(_why(with_macros, "presentation")) from error
    for number, slide in enumerate(slides, start=1):
        lines = list(_words_of(slide.shapes, 0))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            lines.append(slide.notes_slide.notes_text_frame.text)
        yield Part("\n".join(line for line in lines if line.strip()), f"slide {number}")
    _tell_of(with_macros)


def workbook_parts(file: BinaryIO) -> Iterator[Part]:
    """A part for every fifty rows of each sheet, named by its cells, formulas as last computed.

    Raises `Unreadable`."""
    with_macros = _has_macros(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (*_BROKEN, InvalidFileException) as error:
        raise Unreadable(_why(with_macros, "workbook")) from error
    cut = False
    for sheet in book.worksheets:
        # What a file says of its own size is not to be trusted.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
        held: list[tuple[int, str]] = []
        widest = 0
        for number, row in enumerate(rows, start=1):
            if number > _MOST_ROWS:
                cut = True
                break
            if held and number - held[0][0] >= ROWS:
                yield _rows(sheet.title, held, widest)
                held, widest = [], 0
            if line := " | ".join(_cells(row)):
                held.append((number, line))
                widest = max(
                    widest, *(at for at, value in enumerate(row, start=1) if value not in (None, ""))
                )
        if held:
            yield _rows(sheet.title, held, widest)
    book.close()
    if cut:
        raise Unreadable(f"Only the first {_MOST_ROWS:,} rows of a sheet are searched.")
    _tell_of(with_macros)


def _has_macros(file: BinaryIO) -> bool:
    return any(name.endswith("vbaProject.bin") for name in look_over(file).namelist())


def _why(with_macros: bool, what: str) -> str:
    if with_macros:
        return f"This {what} is built on macros, so its text is not read."
    return f"This {what} is broken, so its text could not be read."


def _tell_of(with_macros: bool) -> None:
    if with_macros:
        raise Unreadable("This file carries macros. Only its text was read.")


def _is_heading(paragraph: Paragraph) -> bool:
    style = paragraph.style.name if paragraph.style is not None else ""
    return bool(style) and style.casefold().startswith(("heading", "title"))


def _table(table: Table) -> str:
    return "\n".join(" | ".join(cell.text.strip() for cell in row.cells) for row in table.rows)


def _words_of(shapes: Iterable[Any], depth: int) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield " | ".join(cell.text.strip() for cell in row.cells)
        elif depth < 10 and hasattr(shape, "shapes"):
            yield from _words_of(shape.shapes, depth + 1)


def _cells(row: Iterable[Any]) -> Iterator[str]:
    for value in row:
        if value not in (None, ""):
            yield " ".join(str(value).split())[:_MOST_CELL]


def _rows(sheet: str, held: list[tuple[int, str]], widest: int) -> Part:
    cells = f"A{held[0][0]}:{get_column_letter(widest)}{held[-1][0]}"
    return Part("\n".join(line for _, line in held), f"sheet “{sheet}”, cells {cells}")
