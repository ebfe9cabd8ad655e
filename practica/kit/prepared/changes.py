"""UPDATE statements put into SQL once and run again with other values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models.query import QuerySet
from django.db.models.sql import UpdateQuery

from practica.kit.prepared.plans import Statement
from practica.kit.prepared.shapes import marks_for, parameters_of, shape_of, single_marks

Build = Callable[..., tuple[QuerySet, dict[str, Any]]]
# Shapes are few; as for queries, this only keeps memory from filling.
MOST = 50


class PreparedChange:
    """A change made often; see :func:`prepared_change`."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._statements: dict[Any, Statement | None] = {}
        self.__doc__, self.__name__ = build.__doc__, build.__name__

    def __call__(self, **values: Any) -> int:
        """Make the change; how many rows it met, as ``update`` says."""
        shape = shape_of(None, values)
        key = (connection.vendor, shape)
        if shape is not None and key not in self._statements:
            if len(self._statements) >= MOST:
                self._statements.clear()
            self._statements[key] = _statement_of(self.build, values)
        statement = self._statements.get(key)
        if statement is None:
            rows, new = self.build(**values)
            return rows.update(**new)
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled(parameters_of(None, values)))
            return int(cursor.rowcount)


def prepared_change(build: Build) -> PreparedChange:
    """Keep the SQL of the UPDATE that ``build(**values)`` describes: which rows, and what their columns
    become.

    Values may be what those of :func:`practica.kit.prepared.prepared` may be. What cannot be prepared is done
    the long way.
    """
    return PreparedChange(build)


def _statement_of(build: Build, values: dict[str, Any]) -> Statement | None:
    """The statement with marks for values; None when it must be run the long way."""
    marks = marks_for(values)
    rows, new = build(**marks)
    query = rows.query.chain(UpdateQuery)
    query.add_update_values(new)  # type: ignore[attr-defined]  # chain() gives the class asked for
    query.annotations = {}
    try:
        sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    statement = Statement(sql, tuple(parameters))
    # Columns of a parent model are another statement, made as this one runs.
    is_one = not query.related_updates  # type: ignore[attr-defined]
    return statement if is_one and statement.holds(single_marks(marks)) else None
