"""Which kind a column seems to have, and what its cells then mean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from practica.interfaces.transfer.tables.cells import Habits, number_in, value_of
from practica.interfaces.transfer.tables.guessing import guesses, title_column
from practica.interfaces.transfer.tables.reading import Row
from practica.kit.access import Invalid


def guess(*cells, **more):
    return guesses([Row(number, (cell,)) for number, cell in enumerate(cells, 2)], 1, **more)[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "-3"], "number"),
        (["1 234,50", "17,25"], "number"),
        (["€ 5", "7 €"], "number"),
        (["007", "008"], "text"),
        (["12345678901234567890"], "text"),
        (["2026-05-01", "2026-06-30"], "date"),
        (["1.5.2026", "31.12.2026"], "date"),
        (["5/13/2026"], "date"),
        (["01.01.2024", "2024-01-04", "7.1.24", "28/01/2024", "3 June 2024"], "date"),
        (["1 May 2026", "March 3, 2026"], "date"),
        (["yes", "no", "Yes"], "yesno"),
        (["ja", "nein"], "yesno"),
        (["1", "0", "1"], "number"),
        (["https://a.example", "http://b.example/x"], "link"),
        (["ann@a.example", "bob@a.example"], "people"),
        (["Turku", "Oulu", "Turku", "turku", "Oulu", "Oulu"], "choice"),
        (["Turku", "Oulu"], "text"),
        ([None, None], "text"),
        ([True, False], "yesno"),
        ([dt.date(2026, 5, 1)], "date"),
        ([1, 2.5], "number"),
    ],
)
def test_a_column_is_guessed_by_its_cells(cells: list, kind: str):
    assert guess(*cells).kind == kind


def test_one_mistake_among_many_numbers_does_not_make_text_of_them():
    assert guess(*["5"] * 99, "none").kind == "number"


@pytest.mark.parametrize("many", range(8, 40))
def test_one_mistake_in_a_short_column_is_a_row_to_mend(many: int):
    days = [dt.date(2026, 5, day % 28 + 1) for day in range(many - 1)]
    assert guess(*days, "soon").kind == "date"
    assert guess("soon", "later").kind == guess(dt.date(2026, 5, 1), "soon").kind == "text"


def test_the_other_cells_say_what_a_comma_is_for():
    assert guess("1.234", "1,5").habits.decimal_comma
    assert not guess("1,234", "1.5").habits.decimal_comma
    assert guess("1,234", decimal_comma=True).habits.decimal_comma


def test_a_column_of_text_still_tells_how_its_numbers_are_written():
    found = guess("0,5", "1,5", "soon", "later")
    assert (found.kind, found.habits.decimal_comma) == ("text", True)


def test_also_with_two_digits_of_the_year_a_day_above_twelve_says_where_the_month_stands():
    assert guess("1/5/26", "1/15/26").habits.month_first
    assert not guess("1/5/26", "15/1/26").habits.month_first


def test_a_day_above_twelve_says_where_the_month_stands():
    assert guess("5/13/2026", "1/2/2026").habits.month_first
    assert not guess("13/5/2026", "1/2/2026").habits.month_first


@pytest.mark.parametrize(
    ("words", "comma", "number"),
    [
        ("1,234.5", False, "1234.5"),
        ("1.234,5", True, "1234.5"),
        ("1 234,5", True, "1234.5"),
        ("1'234.5", False, "1234.5"),
        ("−7", False, "-7"),
        (".5", False, "0.5"),
        ("12 %", False, "12"),
        ("1e3", False, "1000"),
        ("1,23,4", False, None),
        ("12a", False, None),
        ("1e999", False, None),
        ("NaN", False, None),
    ],
)
def test_numbers_are_read_as_they_are_written(words: str, comma: bool, number: str | None):
    assert number_in(words, decimal_comma=comma) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("number", "soon", "“soon” is no number."),
        ("date", "soon", "“soon” is no date. Write it like 2026-05-01."),
        ("yesno", "maybe", "“maybe” is neither yes nor no."),
        ("link", "javascript:alert(1)", "“javascript:alert(1)” is no link. It begins with https://."),
        ("number", float("inf"), "“inf” is no number."),
    ],
)
def test_a_cell_that_does_not_fit_says_so(kind: str, cell, words: str):
    with pytest.raises(Invalid, match=".") as caught:
        value_of(cell, kind, Habits())
    assert str(caught.value) == words


def test_the_column_of_titles_is_called_so_or_is_the_fullest_text():
    rows = [Row(2, ("a1", "pump", 5)), Row(3, (None, "seal", 6))]
    assert title_column(["Code", "What", "Cost"], guesses(rows, 3)) == 1
    assert title_column(["Name", "What", "Cost"], guesses(rows, 3)) == 0


def test_a_forgotten_name_does_not_make_another_column_the_name_of_the_rows():
    cells = [(f"Pump {number}" if number else None, f"Note {number}") for number in range(14)]
    rows = [Row(number, pair) for number, pair in enumerate(cells, 2)]
    assert title_column(["Pump", "Note"], guesses(rows, 2)) == 0
