"""The Word document being written: its paragraphs and tables, its bookmarks, numberings and pictures.

Where the library would walk through the whole document for each paragraph, table, number or picture, we do
not ask it.
"""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.oxml.table import CT_Tbl
from docx.shared import Emu, Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from practica.kit.paper.document import Document
from practica.kit.paper.word.styles import first_number, new_numbering, style_up

_WIDEST: Final = Mm(160)
_PIXEL: Final = 9525


class Sheet:
    """One Word document, which grows at its end. ``source`` is what it is made from.

    ``into`` is where something goes: the sheet's ``body``, or the cell of a table.
    """

    def __init__(self, source: Document) -> None:
        self.source = source
        self.body: WordDocument = docx.Document()
        style_up(self.body, source)
        self._end = self.body.element.body.sectPr
        self._bookmarks: dict[str, str] = {}
        self._styles: dict[str, str] = {}
        self._images: dict[str, str] = {}
        self._shapes = 0
        self._numbers: list[int] = []

    def saved(self) -> bytes:
        """What is written so far, as a file."""
        kept = io.BytesIO()
        self.body.save(kept)
        return kept.getvalue()

    def paragraph(self, into: Any, style: str, text: str = "") -> Paragraph:
        """A new paragraph at the end of ``into``."""
        element = OxmlElement("w:p")
        self._put(element, into)
        made = Paragraph(element, self._holder(into))
        self.dress(made, style)
        if text:
            made.add_run(text)
        return made

    def table(self, rows: int, columns: int, into: Any) -> Table:
        """A new table at the end of ``into``; a paragraph has to follow it."""
        element = CT_Tbl.new_tbl(rows, columns, _WIDEST)
        self._put(element, into)
        return Table(element, self._holder(into))

    def dress(self, paragraph: Paragraph, style: str) -> None:
        """Give ``paragraph`` the style called ``style``."""
        if style not in self._styles:
            self._styles[style] = self.body.styles[style].style_id or ""
        paragraph._p.get_or_add_pPr().style = self._styles[style]

    def numbering(self, start: int) -> int:
        """A numbering of its own for one ordered list, counting from ``start``."""
        if not self._numbers:
            self._numbers = [first_number(self.body)]
        self._numbers.append(self._numbers[-1] + 1)
        return new_numbering(self.body, self._numbers[-1], start)

    def bookmark(self, paragraph: Paragraph, name: str) -> None:
        """Let links to ``name`` lead to ``paragraph``; no name, no bookmark."""
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
        return self._bookmarks.setdefault(name, f"p{len(self._bookmarks) + 1}")

    def picture(self, name: str, paragraph: Paragraph, *, alt: str, width: int | None) -> None:
        """Put the picture ``name`` of the source at the end of ``paragraph``, ``width`` pixels wide if it
        says so, and never wider than the text. One that comes twice is kept once."""
        picture = self.source.pictures[name]
        if name not in self._images:
            self._images[name] = paragraph.part.get_or_add_image(io.BytesIO(picture.content))[0]
        self._shapes += 1
        wide = int(max(1, min((width or picture.width) * _PIXEL * 0.8, _WIDEST)))
        high = max(1, wide * picture.height // max(picture.width, 1))
        inline = CT_Inline.new_pic_inline(self._shapes, self._images[name], name, Emu(wide), Emu(high))
        inline.docPr.set("descr", alt)
        paragraph.add_run()._r.add_drawing(inline)

    def _put(self, element: Any, into: Any) -> None:
        if into is self.body:
            self._end.addprevious(element)
        else:
            into._tc.append(element)

    def _holder(self, into: Any) -> Any:
        return self.body._body if into is self.body else into
