"""What stands in one paragraph of a Word document: words with their marks, links, pictures, formulas."""

from __future__ import annotations

from typing import Final

from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from practica.kit.paper.document import Block
from practica.kit.paper.word.formulas import omml
from practica.kit.paper.word.sheet import Sheet
from practica.kit.paper.word.styles import bidi

_LONGEST_LINK: Final = 2000


def write_line(sheet: Sheet, block: Block, paragraph: Paragraph, *, bold: bool = False) -> None:
    """Put the runs of ``block`` at the end of ``paragraph``."""
    backwards = bool(block.get("rtl"))
    if backwards:
        bidi(paragraph)
    for run in block["c"]:
        kind = run["t"]
        if kind == "break":
            paragraph.add_run().add_break()
        elif kind == "formula":
            write_formula(run, paragraph)
        elif kind == "picture":
            sheet.picture(run["name"], paragraph, alt=run["alt"], width=run["width"])
        else:
            _text(sheet, run, paragraph, bold=bold, backwards=backwards)


def write_formula(run: Block, paragraph: Paragraph) -> None:
    """Put a formula there as Word's own; one that cannot be drawn as it was typed."""
    drawn = omml(run["f"]) if run["f"] else None
    if drawn is None:
        paragraph.add_run(run["tex"])._r.get_or_add_rPr().style = "CodeLetters"
    else:
        paragraph._p.append(drawn)


def words_of(runs: list[Block]) -> str:
    """The bare words of some runs, in one line."""
    return " ".join("".join(run.get("s", "") or run.get("tex", "") or " " for run in runs).split())


def _text(sheet: Sheet, run: Block, paragraph: Paragraph, *, bold: bool, backwards: bool) -> None:
    said = paragraph.add_run(run["s"])
    _mark(said, run["m"], bold=bold)
    if backwards:
        said.font.rtl = True
    if run["href"]:
        _link(sheet, said, run["href"], paragraph)


def _link(sheet: Sheet, run: WordRun, href: str, paragraph: Paragraph) -> None:
    """Put ``run`` into a link, to an address or to a place in the document."""
    link = OxmlElement("w:hyperlink")
    if href.startswith("#"):
        link.set(qn("w:anchor"), sheet.bookmark_name(href[1:]))
    elif len(href) <= _LONGEST_LINK:
        relation = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
    else:
        return
    run._r.get_or_add_rPr().style = "Hyperlink"
    paragraph._p.append(link)
    link.append(run._r)


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
