"""A document as DOCX: real styles, headings, lists, tables, links and pictures, to be worked on."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from practica.kit.paper.document import Chapter, Document
from practica.kit.paper.word.blocks import MOST_COLUMNS, write_blocks
from practica.kit.paper.word.sheet import Sheet

__all__ = ["MOST_COLUMNS", "write_docx"]


def write_docx(document: Document) -> bytes:
    """The DOCX of ``document``."""
    sheet = Sheet(document)
    sheet.paragraph(sheet.body, "Subtitle", document.place)
    sheet.paragraph(sheet.body, "Title", document.title)
    sheet.paragraph(sheet.body, "Byline", document.byline)
    if document.is_branch:
        _contents(sheet)
    for number, chapter in enumerate(document.chapters):
        if document.is_branch:
            _heading(sheet, chapter, on_new_page=chapter.depth <= 1 or number == 0)
        write_blocks(sheet, chapter.blocks, sheet.body)
    return sheet.saved()


def _heading(sheet: Sheet, chapter: Chapter, *, on_new_page: bool) -> None:
    heading = sheet.paragraph(sheet.body, f"Heading {min(chapter.depth + 1, 9)}")
    heading.paragraph_format.page_break_before = on_new_page
    sheet.bookmark(heading, chapter.name)
    heading.add_run(chapter.title)
    if chapter.byline:
        sheet.paragraph(sheet.body, "Byline", chapter.byline)


def _contents(sheet: Sheet) -> None:
    """A table of contents, which Word fills with page numbers when it opens the document."""
    sheet.paragraph(sheet.body, "TOC Heading", sheet.source.words["contents"])
    run = sheet.paragraph(sheet.body, "Normal").add_run()
    for kind, text in (("begin", ""), ("", 'TOC \\o "1-3" \\h \\z \\u'), ("separate", ""), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            if kind == "begin":
                part.set(qn("w:dirty"), "true")
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)
        if kind == "separate":
            # Shown by readers that do not fill it: the titles without numbers.
            for chapter in sheet.source.chapters:
                run.add_text("\u2003" * chapter.depth + chapter.title)
                run.add_break()
