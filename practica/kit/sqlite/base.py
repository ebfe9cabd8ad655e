"""The database backend: Django's own, but statements are put into SQLite's spelling once.

Django rewrites the marks of every statement each time it runs (``%s`` to ``?``) with a regular expression.
Our statements are long, as the rules of sight stand in them, and few, as most are prepared: rewriting cost
three times what SQLite took to answer.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

__all__ = ["DatabaseOperations", "DatabaseWrapper"]

# Longer statements (inserts of many rows at once) are not worth keeping.
LONGEST_KEPT = 20_000


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that remembers statements in SQLite's spelling."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """``query`` with SQLite's marks."""
        if param_names is None and len(query) <= LONGEST_KEPT:
            return _respelled(query)
        return str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=1000)
def _respelled(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, reading moments the short way."""

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The moment ``value`` stands for; rows hold it in the connection's zone."""
        if type(value) is datetime.datetime and self.connection.timezone is datetime.UTC:
            return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with the cursor and the operations above."""

    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor on the open connection."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor
