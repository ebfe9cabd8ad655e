"""DOCX: real styles, headings, lists, tables, links, pictures and formulas."""

import io
import zipfile

import docx
import pytest

from practica.kit.paper.word import MOST_COLUMNS, write_docx
from tests.kit.paper.documents import a_document
from tests.kit.paper.test_pdf import BAD, EVERYTHING


def _opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def _xml(content: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def _styled(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_a_text_comes_with_real_styles():
    content = write_docx(a_document(EVERYTHING))
    word = _opened(content)
    assert _styled(word, "Title") == ["Choosing a pump seal"]
    assert _styled(word, "Heading 1") == ["Heading"]
    assert _styled(word, "List Bullet") == ["one", "two", "☑ done"]
    assert _styled(word, "List Number") == ["three"]
    assert _styled(word, "Code") == ['close("valve")']
    assert _styled(word, "Quote") == ["said"]
    assert [[cell.text for cell in row.cells] for row in word.tables[1].rows] == [["a", "b"], ["c1", "c2"]]
    assert word.tables[0].cell(0, 0).text == "Isolate first\nUnder pressure."
    assert len(word.inline_shapes) == 1
    xml = _xml(content)
    for part in (
        "<m:oMath>",
        "<m:limUpp>",
        "<m:d>",
        'descr="A picture"',
        "w:tblHeader",
    ):
        assert part in xml
    assert "https://example.org" in _xml(content, "word/_rels/document.xml.rels")
    assert word.core_properties.title == "Choosing a pump seal"


def test_ordered_lists_count_from_their_own_start():
    content = write_docx(a_document("3. a\n4. b\n\nx\n\n1. c"))
    numbering = _xml(content, "word/numbering.xml")
    assert '<w:startOverride w:val="3"/>' in numbering and '<w:startOverride w:val="1"/>' in numbering
    ids = [
        one._p.pPr.numPr.numId.val for one in _opened(content).paragraphs if one.style.name == "List Number"
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_branch_has_a_table_of_contents_and_links_within():
    content = write_docx(a_document("One. [[p1]]", "## In it\n\nTwo."))
    xml = _xml(content)
    assert 'TOC \\o "1-3"' in xml and "w:anchor=" in xml and "w:bookmarkStart" in xml
    assert _styled(_opened(content), "Heading 2") == ["Chapter 1"]


def test_what_runs_from_right_to_left_says_so():
    assert "<w:bidi/>" in _xml(write_docx(a_document("مرحبا بالعالم")))


def test_a_table_wider_than_word_can_hold_keeps_its_cells():
    width = MOST_COLUMNS + 5
    body = "|" + "|".join(f"c{n}" for n in range(width)) + "|\n|" + "-|" * width
    assert f"c{width - 1}" in _styled(_opened(write_docx(a_document(body))), "Code")[0]


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_input_is_written_all_the_same(body):
    assert _opened(write_docx(a_document(body))).paragraphs
