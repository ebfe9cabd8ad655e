"""Tables that leave the house: readable everywhere, computed nowhere."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from practica.kit.tables import csv_lines, workbook

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"]


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_is_text_in_csv(text: str):
    lines = "".join(csv_lines(["a"], [[text]]))
    assert lines.startswith("\ufeff")
    assert list(csv.reader(lines.lstrip("\ufeff").splitlines(keepends=True)))[1][0].startswith("'")


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_is_text_in_a_workbook(text: str):
    cell = load_workbook(workbook("Pumps", ["a"], [[text]])).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


def test_numbers_keep_their_sign():
    assert list(csv_lines(["a"], [[Decimal("-1.5")]]))[1] == "-1.5\r\n"


def test_a_workbook_keeps_kinds_and_drops_what_no_sheet_can_hold():
    sheet = load_workbook(
        workbook("A/B: [x]", ["Name", "Due", "Cost"], [["a\x00b", dt.date(2026, 5, 1), Decimal("1.5")]])
    ).active
    assert sheet["A2"].value == "ab"
    assert sheet["B2"].value == dt.datetime(2026, 5, 1)
    assert sheet["C2"].value == 1.5


def test_a_workbook_gives_back_what_it_was_given():
    moment = dt.datetime(2026, 5, 1, 14, 5)
    row = [
        '<a & b> "c" 漢 😀',
        " two \n lines ",
        "",
        None,
        True,
        False,
        0,
        -1.25,
        10**12,
        moment,
        *range(20),
        "x" * 40_000,
    ]
    sheet = load_workbook(workbook("Pumps", ["é"] * len(row), [row, ["short"]])).active
    header, read, short = sheet.iter_rows(values_only=True)
    assert header == ("é",) * 31
    assert read == (*row[:2], None, *row[3:-1], "x" * 32_767)
    assert [type(one) for one in read[4:8]] == [bool, bool, int, float]
    assert short == ("short", *[None] * 30)
    assert sheet["J2"].is_date
    assert sheet["AE2"].value == read[-1]
