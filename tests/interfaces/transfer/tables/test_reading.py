"""Tables from files: every usual spelling is read, every hostile one refused with a sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from practica.interfaces.transfer.tables.reading import read
from practica.kit.access import Invalid


def table(content: str | bytes, name: str = "pumps.csv", **more):
    raw = content.encode() if isinstance(content, str) else content
    return read(io.BytesIO(raw), name=name, size=len(raw), **more)


def a_workbook(*sheets: tuple[str, list[list]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def refusal(content: str | bytes, name: str = "pumps.csv") -> str:
    with pytest.raises(Invalid) as caught:
        list(table(content, name).rows)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_delimiter_and_encoding_is_read(delimiter: str, encoding: str):
    lines = [["Name", "Größe"], ["Pumpe", "1"], ["Höhe; Breite, Tiefe", "2"], ["Übergröße für Köln", "3"]]
    content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines).encode(encoding)
    found = table(content)
    assert found.columns == ["Name", "Größe"]
    assert [row.cells for row in found.rows] == [tuple(line) for line in lines[1:]]


def test_commas_inside_numbers_do_not_part_columns():
    found = table("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n")
    assert found.columns == ["a", "b", "c"]
    assert found.decimal_comma


def test_a_first_line_may_name_the_delimiter():
    found = table("sep=|\na|b\n1|2\n")
    assert (found.columns, [row.cells for row in found.rows]) == (["a", "b"], [("1", "2")])


def test_quoted_cells_may_hold_lines():
    rows = list(table('a,b\n"one\ntwo",2\n3,4\n').rows)
    assert [row.cells for row in rows] == [("one\ntwo", "2"), ("3", "4")]
    assert [row.number for row in rows] == [3, 4]


def test_ragged_rows_are_filled_up_or_named():
    short, long = list(table("a,b,c\n1\n1,2,3,4\n").rows)
    assert (short.cells, short.problem) == (("1", None, None), "")
    assert long.problem == "This line has more cells than the first line."


def test_titles_above_a_table_are_no_names_of_columns():
    found = table('Register of pumps\n\n"As of May, 2026",,\nName,Site,Cost\nP1,Turku,1\nP2,Oulu,2\n')
    assert found.columns == ["Name", "Site", "Cost"]
    assert [(row.number, row.cells) for row in found.rows] == [
        (5, ("P1", "Turku", "1")),
        (6, ("P2", "Oulu", "2")),
    ]
    content = a_workbook(("A", [["Register", None], [], ["Name", "Cost"], ["P1", 1], ["P2", 2]]))
    assert table(content).columns == ["Name", "Cost"]


@pytest.mark.parametrize(
    "content",
    ["Name\nPump\nValve, large\n", "Name\nP1,1\n", "Name\nPump\nValve\n", "Name,Note\nP1\nP2,2\nP3,3\n"],
)
def test_a_first_line_is_a_title_only_where_every_line_below_is_wider(content: str):
    assert table(content).columns[0] == "Name"


def test_the_one_name_beside_a_column_without_one_is_no_title():
    found = table(",Cost\nP1,1\nP2,2\nP3,3\n")
    assert found.columns[1] == "Cost"
    assert [row.cells for row in found.rows] == [("P1", "1"), ("P2", "2"), ("P3", "3")]


def test_columns_without_a_name_or_with_the_same_get_one():
    assert table("Cost,,cost,Cost\n1,2,3,4\n").columns == ["Cost", "Column 2", "cost 2", "Cost 3"]


def test_a_thousand_columns_are_refused():
    header = ",".join(f"c{number}" for number in range(1000))
    assert "1000 columns; 200 is the most" in refusal(header + "\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\n\n \n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        (b"\xd0\xcf\x11\xe0rest", "password"),
        (b"PK\x03\x04 nothing", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, words: str):
    assert words in refusal(content)


def test_an_unclosed_quotation_mark_eats_no_memory():
    rows = list(table(b'a,b\n1,"' + b"x" * 3_000_000 + b"\n1,2\n").rows)
    assert rows[0].problem


def test_a_workbook_keeps_its_kinds():
    found = table(a_workbook(("Pumps", [["Name", "Due", "On"], ["P1", dt.date(2026, 5, 1), True]])), "p.xlsx")
    assert found.columns == ["Name", "Due", "On"]
    assert [row.cells for row in found.rows] == [("P1", dt.date(2026, 5, 1), True)]


def test_a_sheet_can_be_chosen_and_an_empty_one_is_passed_over():
    content = a_workbook(("Empty", []), ("A", [["a"], [1]]), ("B", [["b"], [2]]))
    assert table(content).sheet == "A"
    chosen = table(content, sheet="B")
    assert (chosen.columns, chosen.sheets) == (["b"], ["Empty", "A", "B"])


def test_a_workbook_that_unpacks_to_far_more_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert "too large once unpacked" in refusal(bomb.getvalue(), "p.xlsx")


def test_entities_in_a_workbook_are_refused():
    good = io.BytesIO(a_workbook(("A", [["a"], ["b"]])))
    bad = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sheet1.xml"):
                content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boom">]>' + content
            new.writestr(part, content)
    assert "cannot be read" in refusal(bad.getvalue(), "p.xlsx")


def test_what_our_own_writer_put_before_a_formula_is_taken_away():
    assert [row.cells for row in table("a\n'=1+1\n").rows] == [("=1+1",)]
