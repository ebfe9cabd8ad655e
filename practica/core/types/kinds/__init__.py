"""What each kind of field understands, stores, gives back and shows.

A *value* is what Python works with (see :mod:`practica.core.types.kinds.known`), a *cell* is one stored row's
columns, *plain* is the same as JSON, *words* are for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from practica.core.types.kinds.known import KINDS, FieldKind
from practica.core.types.kinds.operators import OPERATORS, Operator
from practica.core.types.models import Field, Value
from practica.kit.access import Invalid

__all__ = [
    "FieldKind",
    "Operator",
    "cells",
    "clean",
    "column_of",
    "kind_of",
    "operators_of",
    "plain",
    "read",
    "shown",
]


def kind_of(field: Field) -> FieldKind:
    """What the kind of ``field`` can do."""
    return KINDS[field.kind]


def clean(field: Field, raw: Any, *, actor: Any) -> Any:
    """``raw`` (a value, plain JSON, or words) as a value of ``field``; None for blank.

    People, entries and files are found only where ``actor`` sees them. Raises Invalid with ``field`` named.
    """
    if raw is None or raw == "" or (isinstance(raw, list | tuple) and not raw):
        return None
    try:
        value = kind_of(field).clean(field, raw, actor)
    except Invalid as problem:
        raise Invalid(str(problem), field=field.name) from problem
    except (TypeError, ValueError, OverflowError) as problem:
        raise Invalid(
            _("“%(label)s” cannot hold this.") % {"label": field.title}, field=field.name
        ) from problem
    return None if value in ("", ()) else value


def cells(field: Field, value: Any) -> list[dict[str, Any]]:
    """The columns of the rows that hold ``value``."""
    return [] if value is None else kind_of(field).cells(field, value)


def read(field: Field, rows: Sequence[Value]) -> Any:
    """The value that ``rows`` (in order) hold."""
    return kind_of(field).read(field, rows) if rows else None


def shown(field: Field, value: Any) -> str:
    """``value`` for people, in the reader's language."""
    return "" if value is None else kind_of(field).words(field, value)


def plain(field: Field, value: Any) -> Any:
    """``value`` as JSON; :func:`clean` takes it back."""
    return None if value is None else kind_of(field).plain(field, value)


def column_of(field: Field) -> str:
    """The column of a row by which ``field`` is filtered, sorted and grouped."""
    return kind_of(field).column


def operators_of(field: Field) -> tuple[Operator, ...]:
    """What can be asked of ``field`` in a filter."""
    return tuple(OPERATORS[name] for name in kind_of(field).operators)
