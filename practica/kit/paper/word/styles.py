"""How a Word document of ours looks: its styles, its foot, its lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from practica.kit.paper.document import Document

_INK, _QUIET, _ACCENT = RGBColor(0x1B, 0x1E, 0x1A), RGBColor(0x5C, 0x61, 0x5A), RGBColor(0x0D, 0x6B, 0x57)
_SERIF, _SANS, _MONO = "Georgia", "Calibri", "Consolas"
#: Border and ground of a callout.
_BOXES = {
    "note": ("275A9E", "E3ECF8"), "tip": ("1C6B3A", "E0F1E5"), "important": ("6A3F8A", "F4EEF8"),
    "warning": ("855200", "FBEDD3"), "caution": ("A92A1F", "FBE5E1"),
}  # fmt: skip
# Word reads the properties of a paragraph in one order only.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
_SIZES = {1: 20, 2: 16, 3: 13.5, 4: 12, 5: 11, 6: 11, 7: 11, 8: 11, 9: 11}


def style_up(word: WordDocument, document: Document) -> None:
    """Give ``word`` our styles, its page, its foot and what it says of itself."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(24)
    styles = word.styles
    _font(styles["Normal"], _SERIF, 10.5, _INK)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Normal"].paragraph_format.line_spacing = 1.3
    for level, size in _SIZES.items():
        heading = styles[f"Heading {level}"]
        _font(heading, _SANS, size, _INK, bold=True)
        heading.font.italic = False
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(16), Pt(5)
    _font(styles["Title"], _SERIF, 26, _INK, bold=True)
    for border in styles["Title"].element.findall(".//" + qn("w:pBdr")):
        border.getparent().remove(border)
    _font(styles["Subtitle"], _SANS, 10, _ACCENT, bold=True)
    styles["Subtitle"].font.italic = False
    _font(styles["Quote"], _SERIF, 10.5, _QUIET)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(6)
    _paragraph(word, "Byline", _SANS, 9, _QUIET)
    _paragraph(word, "Code", _MONO, 8.5, _INK)
    _shaded(styles["Code"].element.get_or_add_pPr(), "F6F5F1")
    styles["Code"].paragraph_format.line_spacing = 1.1
    _paragraph(word, "Table Text", _SERIF, 9.5, _INK).paragraph_format.space_after = Pt(2)
    _paragraph(word, "Callout Title", _SANS, 9.5, _INK, bold=True).paragraph_format.space_after = Pt(2)
    _paragraph(word, "Toggle", _SANS, 10.5, _INK, bold=True)
    _paragraph(word, "Passage", _SERIF, 10.5, _INK).paragraph_format.left_indent = Mm(5)
    _paragraph(word, "Rule", _SERIF, 10.5, _QUIET).paragraph_format.alignment = 1
    _paragraph(word, "After Box", _SERIF, 4, _INK).paragraph_format.space_after = Pt(2)
    letters = styles.add_style("Code Letters", WD_STYLE_TYPE.CHARACTER)
    _font(letters, _MONO, 9, _INK)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _ACCENT, True
    _table_style(word)
    _foot(word, document)
    _say_about(word, document)


def _paragraph(
    word: WordDocument, name: str, font: str, size: float, colour: RGBColor, bold: bool = False
) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _font(style, font, size, colour, bold=bold)
    return style


def _font(style: Any, name: str, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = name, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # The default template names its fonts by theme, which would win.
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)


def _table_style(word: WordDocument) -> None:
    style = word.styles.add_style("Practica Table", WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_border(side, "D9D8D1", "4"))
    properties.append(borders)
    style.element.append(properties)


def _border(side: str, colour: str, size: str) -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


def _foot(word: WordDocument, document: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = word.styles["Byline"]
    paragraph.add_run(f"{document.foot} · ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _say_about(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    about.title, about.subject, about.author = document.title[:255], document.place[:255], ""
    about.comments, about.last_modified_by = "", ""
    about.language = document.language[:20]
    about.created = about.modified = dt.datetime.now(dt.UTC)


def _shaded(properties: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def shade(cell: Any, kind: str) -> None:
    """Let a cell be a callout of this kind."""
    border, ground = _BOXES.get(kind, _BOXES["note"])
    properties = cell._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    borders.append(_border("left", border, "18"))
    properties.append(borders)
    _shaded(properties, ground)


def bidi(paragraph: Paragraph) -> None:
    """Let ``paragraph`` run from right to left."""
    paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def first_number(word: WordDocument) -> int:
    """The highest number a numbering of ``word`` has."""
    return max(num.numId for num in word.part.numbering_part.element.num_lst)


def new_numbering(word: WordDocument, number: int, start: int) -> int:
    """A numbering called ``number`` for one ordered list, counting from ``start``."""
    made = CT_Num.new(number, _abstract_of(word, "List Number"))
    for level in range(9):
        made.add_lvlOverride(ilvl=level).add_startOverride(start if level == 0 else 1)
    # Behind the last; the library would look for a free number among all there are.
    word.part.numbering_part.element.append(made)
    return number


def _abstract_of(word: WordDocument, style: str) -> int:
    numbering = word.part.numbering_part.element
    properties = word.styles[style].element.pPr.numPr
    return int(numbering.num_having_numId(properties.numId.val).abstractNumId.val)


def lists_of(paragraph: Paragraph, number: int | None, level: int, *, is_task: bool) -> None:
    """Let ``paragraph`` be an item of a list, ``level`` deep."""
    depth = min(level, 8)
    paragraph.paragraph_format.left_indent = Mm(6 + 6 * depth)
    paragraph.paragraph_format.first_line_indent = Mm(-6)
    paragraph.paragraph_format.space_after = Pt(3)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    if is_task:
        # The box is its mark.
        properties.get_or_add_numId().val = 0
    elif number is not None:
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
