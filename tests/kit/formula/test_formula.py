"""Formulas: what they give, how they say what is wrong, and that no text can do harm."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practica.kit.formula import FormulaError, Kind, compiled, renamed

FIELDS = {
    "Cost": Kind.NUMBER,
    "Unit price": Kind.NUMBER,
    "Name": Kind.TEXT,
    "Due": Kind.DATE,
    "Done": Kind.YESNO,
    "Sites": Kind.TEXTS,
}
ROW = {
    "Cost": 12.5,
    "Unit price": 3,
    "Name": "Pump 7",
    "Due": dt.date(2026, 1, 31),
    "Done": True,
    "Sites": ["Turku", "Oulu"],
}
TODAY = dt.date(2026, 11, 22)


def worth(source: str, **values):
    return compiled(source, FIELDS).result({**ROW, **values}, today=TODAY).value


def problem_of(source: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        compiled(source, FIELDS)
    return caught.value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 − 7 ÷ 2", Decimal("-1.5")),
        ("0.1 + 0.2", Decimal("0.3")),
        ("- -3", 3),
        ('prop("Unit price") * [cost]', Decimal("37.5")),
        ("round(Cost / 3, 2)", Decimal("4.17")),
        ("round(2.5)", 3),
        ("mod(-1, 3)", 2),
        ("sum(Cost, [Unit price], blank)", Decimal("15.5")),
        ("average(1, 2, blank)", Decimal("1.5")),
        ("max(Due, today())", TODAY),
        ('min("b", "A")', "A"),
        ("count(Sites)", 2),
        ("count(1, blank, Name)", 2),
        ('Name & ": " & Cost', "Pump 7: 12.5"),
        ("concat(Name, Due)", "Pump 72026-01-31"),
        ('join(Sites, " + ")', "Turku + Oulu"),
        ('if(Cost > 10, "dear", "cheap")', "dear"),
        ('if(Cost > 20, "a", Cost > 10, "b", "c")', "b"),
        ("if(not Done, 1)", None),
        ("Done and Cost > 20 or Name = 'PUMP 7'", True),
        ('contains(Sites, "turku")', True),
        ('contains(Name, "ump")', True),
        ('dateadd(Due, 1, "months")', dt.date(2026, 2, 28)),
        ('dateadd(Due, -2, "weeks")', dt.date(2026, 1, 17)),
        ("datediff(Due, today())", 295),
        ('datediff(today(), Due, "months")', -9),
        ("year(Due) * 100 + month(Due)", 202601),
        ('date("2026-02-28") < Due', False),
        ("orelse(blank, 4)", 4),
        ("isblank(blank)", True),
        ("length(trim('  a   b '))", 3),
        ('left("habit", 2) & right("habit", 2)', "hait"),
        ('"say \\"hi\\""', 'say "hi"'),
        ("no", False),
    ],
)
def test_a_formula_gives_what_its_author_expects(source: str, value):
    assert worth(source) == value


@pytest.mark.parametrize("source", ["Cost + 1", "Cost > 1", "round(Cost)", "dateadd(Due, Cost)"])
def test_a_blank_makes_the_result_blank(source: str):
    assert worth(source, Cost=None) is None


def test_a_blank_joins_as_nothing_and_equals_only_a_blank():
    assert worth('Name & "!"', Name="") == "!"
    assert worth("Cost = blank", Cost=None) is True
    assert worth("Cost = 0", Cost=None) is False


@pytest.mark.parametrize(
    ("source", "words", "place"),
    [
        ("Costs * 2", "There is no field called Costs; did you mean Cost?", "Costs"),
        ("1 + [Nobody knows]", "There is no field called Nobody knows.", "[Nobody knows]"),
        ("rond(1)", "There is no function called rond; did you mean round?", "rond(1)"),
        ('1 + "a"', "+ adds numbers, but this is text. Write & to join text.", '"a"'),
        ("Cost = Name", "This is text, but the value before it is a number: both must be alike.", "Name"),
        ("if(Cost, 1, 2)", "if works with yes or no, but this is a number.", "Cost"),
        ('if(Done, 1, "a")', "This is text, but the value before it is a number: both must be alike.", '"a"'),
        ("round()", "round needs at least 1 value.", "round()"),
        ("year(Due, Due)", "year takes 1 value at most.", "year(Due, Due)"),
        ("Due - 1", "- works with numbers. For dates there are dateadd and datediff.", "Due"),
        ('"open', "The text that begins here has no closing quotation mark.", '"'),
        ("[Cost", "The name of a field that begins here has no closing bracket.", "["),
        ("2 3", "“3” cannot stand here.", "3"),
        ("(1 + 2", "A closing bracket is missing at the end.", ""),
        ("1 +", "The formula stops too early.", ""),
        ("  ", "The formula is empty.", ""),
    ],
)
def test_an_error_is_a_sentence_with_its_place(source: str, words: str, place: str):
    problem = problem_of(source)
    assert str(problem) == words
    assert problem.split(source)[1] == place


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Cost / (Cost - Cost)", "A number cannot be divided by zero."),
        ("999999999999999999 * 999999999999999999", "The number is too large."),
        ('dateadd(Due, 99999999, "years")', "There is no such date."),
        (
            'dateadd(Due, 1, "fortnights")',
            "“fortnights” is no unit of time: write days, weeks, months or years.",
        ),
        ('number("twelve")', "“twelve” is no number."),
    ],
)
def test_what_only_shows_with_a_row_is_said_beside_the_row(source: str, words: str):
    result = compiled(source, FIELDS).result(ROW, today=TODAY)
    assert (result.value, result.problem) == (None, words)


def test_the_branch_not_taken_does_no_harm():
    assert worth("if(Cost = 0, 1 / 0, 5)") == 5


def test_a_formula_says_what_it_needs():
    formula = compiled("if(today() > due, [unit price], cost)", FIELDS)
    assert formula.kind == Kind.NUMBER
    assert set(formula.fields) == {"Due", "Unit price", "Cost"}


@pytest.mark.parametrize(
    "source",
    ["(" * 3999, "(" * 1900 + "1" + ")" * 1900, "-" * 3998 + "1", "not " * 900 + "yes", "1+" * 1999 + "1",
     "concat(" * 300 + "1" + ")" * 300, "[" * 3000, '"' * 3999, "9" * 4000, "1" * 5000],
)  # fmt: skip
def test_no_shape_of_text_takes_long(source: str):
    begun = time.process_time()
    try:
        compiled(source, FIELDS).result(ROW, today=TODAY)
    except FormulaError as problem:
        assert str(problem)
    assert time.process_time() - begun < 1


def test_a_text_cannot_grow_past_its_cap():
    doubled = "Name"
    for _turn in range(5):
        doubled = f"concat({doubled}, {doubled}, {doubled})"
    result = compiled(doubled, FIELDS).result({"Name": "x" * 9000}, today=TODAY)
    assert result.problem == "The text is too long."


@given(st.text(alphabet='()[]"+-*/&=<>,;. 019abif andornotCostDue\\“”', max_size=80))
def test_any_text_is_a_formula_or_an_error_with_a_place_inside_it(source: str):
    try:
        formula = compiled(source, FIELDS)
    except FormulaError as problem:
        assert 0 <= problem.start <= problem.end <= max(len(source), 1)
        assert str(problem)
    else:
        result = formula.result(ROW, today=TODAY)
        assert result.value is None or formula.kind != Kind.BLANK


_numbers = st.recursive(
    st.one_of(
        st.integers(0, 999).map(str), st.sampled_from(["Cost", "[Unit price]", "year(Due)", "length(Name)"])
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"max({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"if({t[0]} > {t[1]}, {t[0]}, -{t[1]})"),
        inner.map(lambda one: f"round({one}, 2)"),
    ),
    max_leaves=20,
)


@given(_numbers)
def test_a_formula_of_numbers_gives_a_number_or_says_why_not(source: str):
    formula = compiled(source, FIELDS)
    result = formula.result(ROW, today=TODAY)
    assert formula.kind == Kind.NUMBER
    assert isinstance(result.value, Decimal) != bool(result.problem)


@given(_numbers)
def test_renaming_a_field_changes_no_value(source: str):
    names = {"Cost": "Price [net]", "Unit price": "Höhe\\Zahl"}
    fields = {names.get(name, name): kind for name, kind in FIELDS.items()}
    row = {names.get(name, name): value for name, value in ROW.items()}
    anew = compiled(renamed(source, names), fields).result(row, today=TODAY)
    assert anew == compiled(source, FIELDS).result(ROW, today=TODAY)
