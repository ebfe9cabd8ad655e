"""Which fields a formula names, and the formula after one was given another name."""

from __future__ import annotations

from collections.abc import Mapping

from practica.kit.formula.nodes import fields_of
from practica.kit.formula.reading import tree_of


def names_in(source: str) -> set[str]:
    """The names of the fields ``source`` uses, in small letters. Raises FormulaError where it is wrong."""
    return {field.name.casefold() for field in fields_of(tree_of(source))}


def renamed(source: str, names: Mapping[str, str]) -> str:
    """``source`` with the fields in ``names`` (old to new) called anew; all else stays as it was written.

    Raises :class:`~practica.kit.formula.FormulaError` when ``source`` cannot be read.
    """
    by_sound = {old.casefold(): new for old, new in names.items()}
    for field in reversed(fields_of(tree_of(source))):
        if (new := by_sound.get(field.name.casefold())) is not None:
            source = source[: field.start] + as_written(new) + source[field.end :]
    return source


def as_written(name: str) -> str:
    """The name of a field as it stands in a formula: in brackets, which part of a name does not end."""
    escaped = "".join(f"\\{sign}" if sign in "[]\\" else sign for sign in name)
    return f"[{escaped}]"
