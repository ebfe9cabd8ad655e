"""The tree of a formula: values as written, fields, and calls. An operator is a call like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from practica.kit.formula.kinds import Kind, Value


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it stands in the formula."""

    kind: Kind
    value: Value
    start: int
    end: int
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name, as written."""

    name: str
    start: int
    end: int
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator with its arguments. ``depth`` and ``size`` count the calls below as well."""

    name: str
    arguments: tuple[Node, ...]
    start: int
    end: int
    depth: int
    size: int


Node: TypeAlias = Written | Field | Call


def call(name: str, arguments: tuple[Node, ...], *, start: int, end: int) -> Call:
    """A call that knows how deep and how large it is."""
    depth = 1 + max((one.depth for one in arguments), default=0)
    return Call(name, arguments, start, end, depth, 1 + sum(one.size for one in arguments))


def fields_of(node: Node) -> list[Field]:
    """Every mention of a field, in the order they are written."""
    if isinstance(node, Field):
        return [node]
    if isinstance(node, Call):
        return [field for one in node.arguments for field in fields_of(one)]
    return []
