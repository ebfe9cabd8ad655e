"""From what a person wrote to a tree, or to a sentence that says where reading it stopped."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from practica.kit.formula.errors import FormulaError
from practica.kit.formula.kinds import LARGEST as LARGEST_NUMBER
from practica.kit.formula.kinds import Kind
from practica.kit.formula.nodes import Field, Node, Written, call

LONGEST = 4_000
DEEPEST = 60
LARGEST = 800

GRAMMAR = r"""
?start: either
?either: both | either OR both -> operator
?both: negated | both AND negated -> operator
?negated: compared | NOT negated -> prefix
?compared: joined | joined COMPARE joined -> operator
?joined: sum | joined JOIN sum -> operator
?sum: product | sum ADD product -> operator
?product: signed | product MULTIPLY signed -> operator
?signed: atom | ADD signed -> prefix
?atom: NUMBER -> number
    | TEXT -> text
    | FIELD -> field
    | YES -> yes
    | NO -> no
    | BLANK -> blank
    | NAME -> name
    | NAME LEFT [either (_SEPARATOR either)*] RIGHT -> called
    | LEFT either RIGHT -> inner

OR.3: /or\b/i
AND.3: /and\b/i
NOT.3: /not\b/i
YES.3: /(yes|true)\b(?!\s*\()/i
NO.3: /(no|false)\b(?!\s*\()/i
BLANK.3: /blank\b(?!\s*\()/i
COMPARE: /==|!=|<>|<=|>=|[=<>≠≤≥]/
JOIN: "&"
LEFT: "("
RIGHT: ")"
ADD: /[+\-−]/
MULTIPLY: /[*\/×÷]/
_SEPARATOR: /[,;]/
NUMBER: /\d+(\.\d+)?|\.\d+/
TEXT: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”/
FIELD: /\[(?:[^\[\]\\]|\\.)+\]/
NAME: /[^\W\d]\w*/
%ignore /\s+/
"""

# What keyboards and older habits write for the same operator.
SAME = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "−": "-", "×": "*", "÷": "/"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def tree_of(source: str) -> Node:
    """The tree of ``source``. Raises :class:`FormulaError` with the place when it cannot be read."""
    if not source.strip():
        raise FormulaError(_("The formula is empty."))
    if len(source) > LONGEST:
        message = _("The formula is longer than %(most)d characters.") % {"most": LONGEST}
        raise FormulaError(message, start=LONGEST, end=len(source))
    try:
        tree: Any = _parser().parse(source)
    except VisitError as wrapped:
        if isinstance(wrapped.orig_exc, FormulaError):
            raise wrapped.orig_exc from None
        raise
    except UnexpectedInput as problem:
        raise _said(problem, source) from None
    return tree


@cache
def _parser() -> Lark:
    # The tree is made while reading, not by walking: no nesting can exhaust the stack.
    return Lark(GRAMMAR, parser="lalr", transformer=_Builder())


class _Builder(Transformer[Token, Node]):
    """Each rule's name with the tokens and nodes it was read from."""

    def number(self, parts: list[Any]) -> Node:
        number = Decimal(parts[0])
        if number >= LARGEST_NUMBER:
            start, end = _place(parts)
            raise FormulaError(_("The number is too large."), start=start, end=end)
        return _written(parts, Kind.NUMBER, number)

    def text(self, parts: list[Any]) -> Node:
        return _written(parts, Kind.TEXT, _ESCAPED.sub(r"\1", parts[0][1:-1]) or None)

    def yes(self, parts: list[Any]) -> Node:
        return _written(parts, Kind.YESNO, True)

    def no(self, parts: list[Any]) -> Node:
        return _written(parts, Kind.YESNO, False)

    def blank(self, parts: list[Any]) -> Node:
        return _written(parts, Kind.BLANK, None)

    def field(self, parts: list[Any]) -> Node:
        return _field(parts, _ESCAPED.sub(r"\1", parts[0][1:-1]))

    def name(self, parts: list[Any]) -> Node:
        return _field(parts, str(parts[0]))

    def inner(self, parts: list[Any]) -> Node:
        return parts[1]

    def called(self, parts: list[Any]) -> Node:
        name = str(parts[0]).lower()
        arguments = [part for part in parts[2:-1] if part is not None]
        return _prop(parts, arguments) if name == "prop" else _call(parts, name, arguments)

    def operator(self, parts: list[Any]) -> Node:
        left, sign, right = parts
        name = str(sign).lower()
        return _call(parts, SAME.get(name, name), [left, right])

    def prefix(self, parts: list[Any]) -> Node:
        sign, operand = parts
        name = str(sign).lower()
        return _call(parts, "not" if name == "not" else f"{SAME.get(name, name)}x", [operand])


def _place(parts: list[Any]) -> tuple[int, int]:
    first, last = parts[0], parts[-1]
    start = first.start_pos if isinstance(first, Token) else first.start
    return int(start or 0), int((last.end_pos if isinstance(last, Token) else last.end) or 0)


def _written(parts: list[Any], kind: Kind, value: Any) -> Written:
    return Written(kind if value is not None else Kind.BLANK, value, *_place(parts))


def _field(parts: list[Any], name: str) -> Field:
    return Field(" ".join(name.split()), *_place(parts))


def _prop(parts: list[Any], arguments: list[Any]) -> Node:
    if len(arguments) == 1 and isinstance(arguments[0], Written) and isinstance(arguments[0].value, str):
        return _field(parts, arguments[0].value)
    start, end = _place(parts)
    message = _('Write the name of one field in quotation marks: prop("Cost").')
    raise FormulaError(message, start=start, end=end)


def _call(parts: list[Any], name: str, arguments: list[Node]) -> Node:
    start, end = _place(parts)
    made = call(name, tuple(arguments), start=start, end=end)
    if made.depth > DEEPEST:
        message = _("The formula is nested too deep. Keep a part of it in a formula field of its own.")
        raise FormulaError(message, start=start, end=end)
    if made.size > LARGEST:
        message = _("The formula has too many parts. Keep a part of it in a formula field of its own.")
        raise FormulaError(message, start=start, end=end)
    return made


def _said(problem: UnexpectedInput, source: str) -> FormulaError:
    at = min(problem.pos_in_stream or 0, len(source))
    if isinstance(problem, UnexpectedCharacters):
        return FormulaError(_at_character(source, at), start=at, end=at + 1)
    if isinstance(problem, UnexpectedEOF) or (
        isinstance(problem, UnexpectedToken) and problem.token.type == "$END"
    ):
        return FormulaError(_at_the_end(source), start=len(source))
    token = str(getattr(problem, "token", ""))
    return FormulaError(
        _("“%(what)s” cannot stand here.") % {"what": token[:40]}, start=at, end=at + len(token)
    )


def _at_character(source: str, at: int) -> str:
    sign = source[at : at + 1]
    if sign in ('"', "'", "“"):
        return _("The text that begins here has no closing quotation mark.")
    if sign == "[":
        return _("The name of a field that begins here has no closing bracket.")
    return _("“%(what)s” cannot stand here.") % {"what": sign}


def _at_the_end(source: str) -> str:
    if source.count("(") > source.count(")"):
        return _("A closing bracket is missing at the end.")
    return _("The formula stops too early.")
