"""Paragraphs, lists, boxes, code and tables of a Word document, one below the other."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.text import WD_BREAK, WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

from practica.kit.paper.document import Block
from practica.kit.paper.word.lines import words_of, write_formula, write_line
from practica.kit.paper.word.sheet import Sheet
from practica.kit.paper.word.styles import lists_of, shade

_SIDES: Final = {
    "left": WD_PARAGRAPH_ALIGNMENT.LEFT,
    "center": WD_PARAGRAPH_ALIGNMENT.CENTER,
    "right": WD_PARAGRAPH_ALIGNMENT.RIGHT,
}
# Word shows at most 63 columns.
MOST_COLUMNS: Final = 63


def write_blocks(sheet: Sheet, blocks: list[Block], into: Any, *, level: int = 0, style: str = "") -> None:
    """Put ``blocks`` at the end of ``into``; ``level`` is how deep in lists they stand, ``style`` that of
    their paragraphs where it is not the usual one."""
    for block in blocks:
        _block(sheet, block, into, level=level, style=style)


def _block(sheet: Sheet, block: Block, into: Any, *, level: int, style: str) -> None:
    kind = block["t"]
    if kind == "paragraph":
        write_line(sheet, block, sheet.paragraph(into, style or "Normal"))
    elif kind == "heading":
        heading = sheet.paragraph(into, f"Heading {min(block['deep'], 9)}")
        sheet.bookmark(heading, block["name"])
        write_line(sheet, block, heading)
    elif kind in ("bullets", "numbers", "tasks"):
        _items(sheet, block, into, level=level)
    elif kind == "quote":
        write_blocks(sheet, block["c"], into, level=level, style="Quote")
    elif kind == "callout":
        title = block["title"] or sheet.source.words.get(block["kind"], "")
        _box(sheet, into, title, block["kind"], block["c"])
    elif kind == "toggle":
        write_line(sheet, {"c": block["title"]}, sheet.paragraph(into, "Toggle"))
        write_blocks(sheet, block["c"], into, level=level, style=style)
    elif kind == "passage":
        if block["c"] is not None:
            write_blocks(sheet, block["c"], into, level=level, style="Passage")
        sheet.paragraph(into, "Byline", block["from"])
    elif kind == "code":
        _code(sheet, block["s"], into)
    elif kind == "formula":
        paragraph = sheet.paragraph(into, style or "Normal")
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
        write_formula(block, paragraph)
    elif kind == "rule":
        sheet.paragraph(into, "Rule", "⁂")
    elif kind == "table":
        _table(sheet, block, into)


def _items(sheet: Sheet, block: Block, into: Any, *, level: int) -> None:
    """A list of real list paragraphs. Each ordered list counts anew, from its own start."""
    number = sheet.numbering(block["start"]) if block["t"] == "numbers" else None
    style = "List Number" if block["t"] == "numbers" else "List Bullet"
    for item in block["items"]:
        first = True
        for inner in item["c"]:
            if inner["t"] != "paragraph" or not first:
                _block(sheet, inner, into, level=level + 1, style="List Continue")
            else:
                paragraph = sheet.paragraph(into, style)
                lists_of(paragraph, number, level, is_task=block["t"] == "tasks")
                if item["checked"] is not None:
                    paragraph.add_run("☑ " if item["checked"] else "☐ ")
                write_line(sheet, inner, paragraph)
            first = False


def _box(sheet: Sheet, into: Any, title: str, kind: str, blocks: list[Block]) -> None:
    """A callout: a table of one cell, shaded, which keeps together what is in it."""
    cell = sheet.table(1, 1, into).rows[0].cells[0]
    shade(cell, kind)
    head = cell.paragraphs[0]
    sheet.dress(head, "Callout Title")
    head.add_run(title)
    write_blocks(sheet, blocks, cell)
    sheet.paragraph(into, "After Box")


def _code(sheet: Sheet, text: str, into: Any) -> None:
    paragraph = sheet.paragraph(into, "Code")
    for number, row in enumerate(text.split("\n")):
        run = paragraph.add_run(row.replace("\t", "    "))
        if number < text.count("\n"):
            run.add_break(WD_BREAK.LINE)


def _table(sheet: Sheet, block: Block, into: Any) -> None:
    rows, width = block["rows"], block["width"]
    if width > MOST_COLUMNS:
        _code(sheet, "\n".join("\t".join(words_of(cell["c"]) for cell in row) for row in rows), into)
        return
    table = sheet.table(len(rows), width, into)
    table._tbl.tblPr.style = "PracticaTable"
    # Asked of the row's own XML: a table's cells by number cost a walk through all of them each.
    for number, (row, made) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
        for element, said in zip(made.tc_lst, row, strict=True):
            paragraph = Paragraph(element.p_lst[0], table)
            sheet.dress(paragraph, "Table Text")
            if said["align"]:
                paragraph.alignment = _SIDES[said["align"]]
            write_line(sheet, said, paragraph, bold=said["head"])
        if number == 0 and any(cell["head"] for cell in row):
            repeated = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeated)
    sheet.paragraph(into, "After Box")
