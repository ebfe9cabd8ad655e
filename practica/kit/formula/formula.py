"""A formula ready to run: what it gives, what it needs, and its value for a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from practica.kit.formula.checking import kind_of, real_name
from practica.kit.formula.errors import NoValue
from practica.kit.formula.kinds import Kind, Value, as_value, plain
from practica.kit.formula.nodes import Call, Field, Node, fields_of
from practica.kit.formula.reading import tree_of
from practica.kit.formula.running import run


@dataclass(frozen=True, slots=True)
class Result:
    """The value of a formula for one row, None when it is blank; ``problem`` says why there is none."""

    value: Value
    problem: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula that was read and checked.

    ``kind`` is what it gives, ``fields`` the names and kinds of the fields it uses.
    """

    source: str
    kind: Kind
    fields: Mapping[str, Kind]
    tree: Node

    def result(self, values: Mapping[str, Any], *, today: dt.date) -> Result:
        """Its value over ``values`` by field name, as fields hold them; a field that is missing is blank."""
        given = {name: as_value(kind, values.get(name)) for name, kind in self.fields.items()}
        try:
            value = run(self.tree, given, today)
        except NoValue as problem:
            return Result(None, str(problem))
        return Result(plain(value) if isinstance(value, Decimal) else value)


def compiled(source: str, fields: Mapping[str, Kind]) -> Formula:
    """``source`` read and checked over ``fields`` (kinds by name, case does not matter).

    Raises :class:`~practica.kit.formula.FormulaError` with a sentence and the place.
    """
    tree = tree_of(source)
    kind = kind_of(tree, fields)
    names = {real_name(field, fields) for field in fields_of(tree)}
    return Formula(
        source=source,
        kind=kind,
        fields={name: fields[name] for name in names},
        tree=_spelt(tree, fields),
    )


def _spelt(node: Node, fields: Mapping[str, Kind]) -> Node:
    """The same tree with every field by its real name, so that running looks nothing up."""
    if isinstance(node, Field):
        return replace(node, name=real_name(node, fields))
    if isinstance(node, Call):
        return replace(node, arguments=tuple(_spelt(one, fields) for one in node.arguments))
    return node
