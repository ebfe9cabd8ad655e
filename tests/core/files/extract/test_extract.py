# ruff: noqa: E501, ISC004 - what a source says and what comes out stand side by side
"""Text is found inside documents with its place, and a bad document gives a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfWriter

from practica.core.files.extract import Extract, extract_safely, is_readable
from practica.core.files.extract.reading import extract

_ODF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body>%s</office:body></office:document-content>'
)


def a_word_file() -> bytes:
    document = Document()
    document.add_paragraph("Before")
    document.add_heading("Costs", level=1)
    document.add_paragraph("Ten pounds")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "cell"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def a_presentation() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Hello"
    slide.notes_slide.notes_text_frame.text = "Say it slowly"
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def a_workbook(rows: int = 60) -> bytes:
    book = Workbook()
    book.active.title = "Money"
    for number in range(1, rows + 1):
        book.active.append([f"row {number}", number])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def a_pdf(*, words: bytes = b"Hello there", password: str = "") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    ]
    drawing = b"BT /F1 20 Tf 20 100 Td (" + words + b") Tj ET"
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
    raw, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    raw += b"xref\n0 5\n0000000000 65535 f \n" + table
    raw += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(raw) - len(table) - 29)
    if not password:
        return raw
    writer, made = PdfWriter(clone_from=io.BytesIO(raw)), io.BytesIO()
    writer.encrypt(password, algorithm="AES-256")
    writer.write(made)
    return made.getvalue()


def an_opendocument(inner: str, before: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", before + _ODF % inner)
    return made.getvalue()


def found_in(raw: bytes, name: str) -> Extract:
    return extract(io.BytesIO(raw), "", name)


def places(raw: bytes, name: str) -> list[tuple[str, str]]:
    found = found_in(raw, name)
    assert not found.note
    return [(part.locator, part.text) for part in found.parts]


def test_a_word_file_is_read_by_heading():
    assert places(a_word_file(), "a.docx") == [("start", "Before"), ("Costs", "Costs\nTen pounds\n | cell")]


def test_a_presentation_is_read_by_slide_with_its_notes():
    assert places(a_presentation(), "a.pptx") == [("slide 1", "Hello\nSay it slowly")]


def test_a_workbook_is_read_by_sheet_and_cells():
    found = places(a_workbook(), "a.xlsx")

    assert [place for place, _ in found] == ["sheet “Money”, cells A1:B50", "sheet “Money”, cells A51:B60"]
    assert found[1][1].startswith("row 51 | 51\n")


def test_a_pdf_is_read_by_page():
    assert places(a_pdf(), "a.pdf") == [("page 1", "Hello there")]


@pytest.mark.parametrize(
    ("inner", "name", "expected"),
    [
        ("<office:text><text:h>Title</text:h><text:p>One<text:s/>two</text:p></office:text>", "a.odt",
         [("Title", "Title\nOne two")]),
        ('<office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell><text:p>x</text:p>'
         "</table:table-cell></table:table-row></table:table></office:spreadsheet>", "a.ods", [("sheet “S”, cells A1:A1", "x")]),
        ('<office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="6"/>'
         '<table:table-row><table:table-cell table:number-columns-repeated="27"/><table:table-cell>'
         "<text:p>y</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>", "a.ods",
         [("sheet “S”, cells A7:AB7", "y")]),
        ("<office:presentation><draw:page><text:p>Hi</text:p></draw:page></office:presentation>", "a.odp",
         [("slide 1", "Hi")]),
    ],
)  # fmt: skip
def test_opendocument_is_read(inner, name, expected):
    assert places(an_opendocument(inner), name) == expected


def test_tables_in_text_form_repeat_the_names_of_their_columns():
    raw = "name;town\n" + "".join(f"n{n};t{n}\n" for n in range(60))

    found = places(raw.encode("cp1252"), "a.csv")

    assert [place for place, _ in found] == ["rows 1–50", "rows 51–61"]
    assert found[1][1].startswith("name | town\nn49 | t49")


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"not a zip", "a.docx", "broken"),
        (a_word_file()[:-200], "a.docx", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.xlsx", "password"),
        (b"%PDF-1.4 nothing", "a.pdf", "broken"),
        (a_pdf(password="secret"), "a.pdf", "password"),
        (a_pdf(words=b""), "a.pdf", "pictures"),
        (an_opendocument("<office:text/>", '<!DOCTYPE x [<!ENTITY a "b">]>'), "a.odt", "document type"),
        (b"x", "a.exe", "this kind of file"),
    ],
)  # fmt: skip
def test_a_bad_document_gives_a_sentence(raw, name, sentence):
    found = found_in(raw, name)

    assert found.parts == ()
    assert sentence in found.note


def test_a_document_that_unpacks_to_an_absurd_size_is_not_opened():
    made = io.BytesIO(a_word_file())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b" " * 30_000_000)

    assert "absurd" in found_in(made.getvalue(), "a.docx").note


def test_macros_are_told_of_and_the_text_is_read():
    made = io.BytesIO(a_word_file())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"evil")

    found = found_in(made.getvalue(), "a.docx")

    assert len(found.parts) == 2
    assert found.note == "This file carries macros. Only its text was read."


def test_a_process_of_its_own_gives_the_same(tmp_path: Path):
    file = tmp_path / "upload.bin"
    file.write_bytes(a_word_file())

    assert extract_safely(file, "", name="a.docx") == found_in(a_word_file(), "a.docx")
    assert "broken" in extract_safely(file, "application/pdf", name="a.pdf").note


def test_a_process_that_takes_too_long_is_stopped(tmp_path: Path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(a_workbook(rows=40_000))

    found = extract_safely(file, "", seconds=1)

    assert "too much time" in found.note


def test_only_documents_are_readable():
    assert is_readable("a.PDF", "") and is_readable("x", "text/csv; charset=utf-8")
    assert not is_readable("a.png", "image/png")
