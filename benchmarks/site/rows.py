"""Rows written without making an object of each: a hundred thousand in some seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

BATCH = 5000


class Rows:
    """Rows of one model whose table is empty, with ids from 1. ``same`` is what all of them share."""

    def __init__(self, model: type[Model], **same: Any) -> None:
        self.model, self.last = model, 0
        fields = model._meta.concrete_fields
        self._kept = {
            field.attname: partial(field.get_db_prep_save, connection=connection) for field in fields
        }
        blank = model(**same)
        self._blank = {name: keep(getattr(blank, name)) for name, keep in self._kept.items()}
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        signs = ", ".join(["%s"] * len(fields))
        # Names come from our own models.
        self._sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({signs})"  # noqa: S608
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, **values: Any) -> int:
        """One row; its id. Fields that are not named hold what a new object holds, the same in every row."""
        self.last += 1
        row = self._blank.copy()
        row["id"] = self.last
        for name, value in values.items():
            row[name] = self._kept[name](value)
        self._waiting.append(tuple(row.values()))
        if len(self._waiting) >= BATCH:
            self.write()
        return self.last

    def write(self) -> None:
        """Write what waits, and let the database count on from there."""
        with connection.cursor() as cursor:
            if self._waiting:
                cursor.executemany(self._sql, self._waiting)
            for sql in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(sql)
        self._waiting.clear()


@contextmanager
def careless() -> Iterator[None]:
    """SQLite without a journal and without waiting for the disk: what is lost here is made again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-128000"):
            cursor.execute(f"PRAGMA {setting}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
        connection.close()
