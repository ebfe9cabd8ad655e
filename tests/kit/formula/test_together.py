"""Formulas that use each other: their order, and no way back to itself."""

from __future__ import annotations

import pytest

from practica.kit.formula import Cycle, Kind, compiled_together, in_order

FIELDS = {"Cost": Kind.NUMBER}


def test_formulas_are_computed_after_those_they_need():
    ready, wrong = compiled_together({"Sum": "tax + Cost", "Tax": "Cost * 0.24"}, FIELDS)
    assert list(ready) == ["Tax", "Sum"]
    assert not wrong


def test_a_way_back_to_itself_is_told_step_by_step():
    ready, wrong = compiled_together(
        {"A": "[B] + 1", "B": "[C]", "C": "[A]", "D": "Cost", "E": "[A]"}, FIELDS
    )
    assert set(ready) == {"D"}
    assert str(wrong["A"]) == "A formula cannot need its own value: A uses B uses C uses A."
    assert str(wrong["E"]) == "It uses A, which cannot be computed."


def test_a_formula_that_needs_itself_is_a_cycle():
    with pytest.raises(Cycle) as caught:
        in_order({"A": ["A"]})
    assert caught.value.names == ["A", "A"]


def test_a_long_chain_needs_no_deep_stack():
    needs = {str(number): [str(number + 1)] for number in range(20_000)}
    assert in_order(needs)[0] == "19999"
