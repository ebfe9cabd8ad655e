"""What a checked formula gives for the values of one row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from practica.kit.formula.errors import NoValue
from practica.kit.formula.functions import FUNCTIONS
from practica.kit.formula.kinds import LARGEST, LONGEST_TEXT, Value
from practica.kit.formula.nodes import Call, Field, Node, Written

EXACT = Context(prec=34, traps=[DivisionByZero, InvalidOperation, Overflow])


def run(node: Node, values: Mapping[str, Value], today: dt.date) -> Value:
    """The value of ``node``. The work is bounded: there are no loops, and no text grows past its cap.

    Raises :class:`NoValue` with a sentence for what only shows with these values.
    """
    with localcontext(EXACT):
        try:
            return _value(node, values, today)
        except ArithmeticError:
            raise NoValue(_("The number is too large.")) from None


def _value(node: Node, values: Mapping[str, Value], today: dt.date) -> Value:
    if isinstance(node, Written):
        return node.value
    if isinstance(node, Field):
        return values[node.name]
    if node.name == "today":
        return today
    return _within(_called(node, values, today))


def _called(node: Call, values: Mapping[str, Value], today: dt.date) -> Value:
    function = FUNCTIONS[node.name]
    if function.lazy:
        return function.run(*(partial(_value, one, values, today) for one in node.arguments))
    arguments = [_value(one, values, today) for one in node.arguments]
    if not function.sees_blanks and any(one is None for one in arguments):
        return None
    return function.run(*arguments)


def _within(value: Any) -> Value:
    if isinstance(value, Decimal) and abs(value) >= LARGEST:
        raise NoValue(_("The number is too large."))
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise NoValue(_("The text is too long."))
    return value
