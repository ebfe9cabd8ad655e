"""A document as DOCX: real styles, headings, lists, tables, links and pictures, to be worked on."""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX, WD_PARAGRAPH_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from practica.kit.paper.document import Block, Document
from practica.kit.paper.word_formulas import omml
from practica.kit.paper.word_styles import bidi, first_number, lists_of, new_numbering, shade, style_up

_WIDEST: Final = Mm(160)
_PIXEL: Final = 9525
_SIDES: Final = {
    "left": WD_PARAGRAPH_ALIGNMENT.LEFT,
    "center": WD_PARAGRAPH_ALIGNMENT.CENTER,
    "right": WD_PARAGRAPH_ALIGNMENT.RIGHT,
}
_LONGEST_LINK: Final = 2000
# Word shows at most 63 columns.
MOST_COLUMNS: Final = 63


def write_docx(document: Document) -> bytes:
    """The DOCX of ``document``."""
    return _Writer(document).written()


class _Writer:
    """Writes one document; keeps which numbers bookmarks have, and the names links may lead to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word: WordDocument = docx.Document()
        self.end = self.word.element.body.sectPr
        self.bookmarks: dict[str, str] = {}
        self.styles: dict[str, str] = {}
        self.images: dict[str, str] = {}
        self.shapes = 0
        self.numbers: list[int] = []

    def written(self) -> bytes:
        document = self.document
        style_up(self.word, document)
        self.paragraph(self.word, "Subtitle", document.place)
        self.paragraph(self.word, "Title", document.title)
        self.paragraph(self.word, "Byline", document.byline)
        if document.is_branch:
            self.contents()
        for number, chapter in enumerate(document.chapters):
            if document.is_branch:
                heading = self.paragraph(self.word, f"Heading {min(chapter.depth + 1, 9)}")
                heading.paragraph_format.page_break_before = chapter.depth <= 1 or number == 0
                self.bookmark(heading, chapter.name)
                heading.add_run(chapter.title)
                if chapter.byline:
                    self.paragraph(self.word, "Byline", chapter.byline)
            self.blocks(chapter.blocks, self.word)
        kept = io.BytesIO()
        self.word.save(kept)
        return kept.getvalue()

    def paragraph(self, into: Any, style: str, text: str = "") -> Paragraph:
        """A new paragraph at the end of ``into``, the document or a cell. (What the library does by itself
        walks through all the paragraphs and styles there are, for each.)"""
        element = OxmlElement("w:p")
        self.put(element, into)
        made = Paragraph(element, self.word._body if into is self.word else into)
        self.dress(made, style)
        if text:
            made.add_run(text)
        return made

    def put(self, element: Any, into: Any) -> None:
        """Put an element at the end of ``into``."""
        if into is self.word:
            self.end.addprevious(element)
        else:
            into._tc.append(element)

    def put_table(self, rows: int, columns: int, into: Any) -> Table:
        """A new table at the end of ``into``; a paragraph has to follow it."""
        element = CT_Tbl.new_tbl(rows, columns, _WIDEST)
        self.put(element, into)
        return Table(element, self.word._body if into is self.word else into)

    def dress(self, paragraph: Paragraph, style: str) -> None:
        """Give ``paragraph`` the style called ``style``."""
        if style not in self.styles:
            self.styles[style] = self.word.styles[style].style_id or ""
        paragraph._p.get_or_add_pPr().style = self.styles[style]

    def contents(self) -> None:
        """A table of contents, which Word fills with page numbers when it opens the document."""
        self.paragraph(self.word, "TOC Heading", self.document.words["contents"])
        run = self.paragraph(self.word, "Normal").add_run()
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
                for chapter in self.document.chapters:
                    run.add_text("\u2003" * chapter.depth + chapter.title)
                    run.add_break()

    def blocks(self, blocks: list[Block], into: Any, *, level: int = 0, style: str = "") -> None:
        for block in blocks:
            self.block(block, into, level=level, style=style)

    def block(self, block: Block, into: Any, *, level: int, style: str) -> None:
        kind = block["t"]
        if kind == "paragraph":
            self.line(block, self.paragraph(into, style or "Normal"))
        elif kind == "heading":
            heading = self.paragraph(into, f"Heading {min(block['deep'], 9)}")
            self.bookmark(heading, block["name"])
            self.line(block, heading)
        elif kind in ("bullets", "numbers", "tasks"):
            self.items(block, into, level=level)
        elif kind == "quote":
            self.blocks(block["c"], into, level=level, style="Quote")
        elif kind == "callout":
            title = block["title"] or self.document.words.get(block["kind"], "")
            self.box(into, title, block["kind"], block["c"])
        elif kind == "toggle":
            self.line({"c": block["title"]}, self.paragraph(into, "Toggle"))
            self.blocks(block["c"], into, level=level, style=style)
        elif kind == "passage":
            if block["c"] is not None:
                self.blocks(block["c"], into, level=level, style="Passage")
            self.paragraph(into, "Byline", block["from"])
        elif kind == "code":
            self.code(block["s"], into)
        elif kind == "formula":
            paragraph = self.paragraph(into, style or "Normal")
            paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
            self.formula(block, paragraph)
        elif kind == "rule":
            self.paragraph(into, "Rule", "⁂")
        elif kind == "table":
            self.table(block, into)

    def items(self, block: Block, into: Any, *, level: int) -> None:
        """A list of real list paragraphs. Each ordered list counts anew, from its own start."""
        number = self.numbering(block["start"]) if block["t"] == "numbers" else None
        style = "List Number" if block["t"] == "numbers" else "List Bullet"
        for item in block["items"]:
            first = True
            for inner in item["c"]:
                if inner["t"] != "paragraph" or not first:
                    self.block(inner, into, level=level + 1, style="List Continue")
                else:
                    paragraph = self.paragraph(into, style)
                    lists_of(paragraph, number, level, is_task=block["t"] == "tasks")
                    if item["checked"] is not None:
                        paragraph.add_run("☑ " if item["checked"] else "☐ ")
                    self.line(inner, paragraph)
                first = False

    def numbering(self, start: int) -> int:
        """A numbering of its own for one ordered list, counting from ``start``."""
        if not self.numbers:
            self.numbers = [first_number(self.word)]
        self.numbers.append(self.numbers[-1] + 1)
        return new_numbering(self.word, self.numbers[-1], start)

    def box(self, into: Any, title: str, kind: str, blocks: list[Block]) -> None:
        """A callout: a table of one cell, shaded, which keeps together what is in it."""
        cell = self.put_table(1, 1, into).rows[0].cells[0]
        shade(cell, kind)
        head = cell.paragraphs[0]
        self.dress(head, "Callout Title")
        head.add_run(title)
        self.blocks(blocks, cell)
        self.paragraph(into, "After Box")

    def code(self, text: str, into: Any) -> None:
        paragraph = self.paragraph(into, "Code")
        for number, row in enumerate(text.split("\n")):
            run = paragraph.add_run(row.replace("\t", "    "))
            if number < text.count("\n"):
                run.add_break(WD_BREAK.LINE)

    def table(self, block: Block, into: Any) -> None:
        rows, width = block["rows"], block["width"]
        if width > MOST_COLUMNS:
            self.code("\n".join("\t".join(_words(cell["c"]) for cell in row) for row in rows), into)
            return
        table = self.put_table(len(rows), width, into)
        table._tbl.tblPr.style = "PracticaTable"
        # Asked of the row's own XML: a table's cells by number cost a walk through all of them each.
        for number, (row, made) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
            for element, said in zip(made.tc_lst, row, strict=True):
                paragraph = Paragraph(element.p_lst[0], table)
                self.dress(paragraph, "Table Text")
                if said["align"]:
                    paragraph.alignment = _SIDES[said["align"]]
                self.line(said, paragraph, bold=said["head"])
            if number == 0 and any(cell["head"] for cell in row):
                repeated = OxmlElement("w:tblHeader")
                table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self.paragraph(into, "After Box")

    def line(self, block: Block, paragraph: Paragraph, *, bold: bool = False) -> None:
        backwards = bool(block.get("rtl"))
        if backwards:
            bidi(paragraph)
        for run in block["c"]:
            kind = run["t"]
            if kind == "break":
                paragraph.add_run().add_break()
            elif kind == "formula":
                self.formula(run, paragraph)
            elif kind == "picture":
                self.picture(run, paragraph)
            else:
                self.text(run, paragraph, bold=bold, backwards=backwards)

    def text(self, run: Block, paragraph: Paragraph, *, bold: bool, backwards: bool) -> None:
        said = paragraph.add_run(run["s"])
        _mark(said, run["m"], bold=bold)
        if backwards:
            said.font.rtl = True
        if run["href"]:
            self.link(said, run["href"], paragraph)

    def link(self, run: WordRun, href: str, paragraph: Paragraph) -> None:
        """Put ``run`` into a link, to an address or to a place in the document."""
        link = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            link.set(qn("w:anchor"), self.bookmark_name(href[1:]))
        elif len(href) <= _LONGEST_LINK:
            relation = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), relation)
        else:
            return
        run._r.get_or_add_rPr().style = "Hyperlink"
        paragraph._p.append(link)
        link.append(run._r)

    def picture(self, run: Block, paragraph: Paragraph) -> None:
        picture = self.document.pictures[run["name"]]
        if run["name"] not in self.images:
            self.images[run["name"]] = paragraph.part.get_or_add_image(io.BytesIO(picture.content))[0]
        self.shapes += 1
        wide = int(max(1, min((run["width"] or picture.width) * _PIXEL * 0.8, _WIDEST)))
        high = max(1, wide * picture.height // max(picture.width, 1))
        # The library would look through the whole document for a number that is free.
        inline = CT_Inline.new_pic_inline(
            self.shapes, self.images[run["name"]], run["name"], Emu(wide), Emu(high)
        )
        inline.docPr.set("descr", run["alt"])
        paragraph.add_run()._r.add_drawing(inline)

    def formula(self, run: Block, paragraph: Paragraph) -> None:
        drawn = omml(run["f"]) if run["f"] else None
        if drawn is None:
            paragraph.add_run(run["tex"])._r.get_or_add_rPr().style = "CodeLetters"
        else:
            paragraph._p.append(drawn)

    def bookmark(self, paragraph: Paragraph, name: str) -> None:
        if not name:
            return
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        short = self.bookmark_name(name)
        for part in (start, end):
            part.set(qn("w:id"), short.removeprefix("p"))
        start.set(qn("w:name"), short)
        paragraph._p.append(start)
        paragraph._p.append(end)

    def bookmark_name(self, name: str) -> str:
        """Word knows at most forty plain letters for a name; a number does."""
        return self.bookmarks.setdefault(name, f"p{len(self.bookmarks) + 1}")


def _words(runs: list[Block]) -> str:
    return " ".join("".join(run.get("s", "") or run.get("tex", "") or " " for run in runs).split())


def _mark(run: WordRun, marks: list[str], *, bold: bool) -> None:
    font = run.font
    if "code" in marks or "keyboard" in marks:
        run._r.get_or_add_rPr().style = "CodeLetters"
    if "bold" in marks or bold:
        font.bold = True
    if "italic" in marks:
        font.italic = True
    if "strike" in marks:
        font.strike = True
    if "highlight" in marks:
        font.highlight_color = WD_COLOR_INDEX.YELLOW
    if "subscript" in marks:
        font.subscript = True
    if "superscript" in marks:
        font.superscript = True
