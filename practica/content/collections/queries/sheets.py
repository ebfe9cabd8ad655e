"""A view as a table to take along: its rows in its order, its columns, as the reader sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practica.content.collections.models import View
from practica.content.collections.models.asked import Asked
from practica.content.collections.queries.rows import Cell, Row, asked_rows, columns_of, each, rows_of
from practica.core.types.models import Field

#: These keep their kind in a workbook, also when they are worked out; everything else is what people read.
TYPED = (Field.Kind.NUMBER, Field.Kind.DATE, Field.Kind.YESNO)


@dataclass(frozen=True)
class Sheet:
    """The rows of ``found`` (a queryset of entries) with the columns of ``asked``."""

    view: View
    asked: Asked
    fields: list[Field]
    found: Any
    seen_by: Any

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [_("Name"), *(field.title for field in columns_of(self.asked, self.fields))]

    @property
    def rows(self) -> Iterator[Row]:
        """Every row in order, some in memory at once."""
        yield from each(self.found, self.asked, self.fields, seen_by=self.seen_by)

    @property
    def lines(self) -> Iterator[list[Any]]:
        """The cells of every row, as words."""
        return (cells(row) for row in self.rows)

    @property
    def count(self) -> int:
        """How many rows it has."""
        return int(self.found.order_by().count())

    def is_longer_than(self, most: int) -> bool:
        """Whether it has more than ``most`` cells; no more rows are counted than that takes."""
        across = 1 + len(columns_of(self.asked, self.fields))
        return bool(self.found.order_by()[: most // across + 1].count() * across > most)


def sheet_of(view: View, asked: Asked, fields: list[Field], *, seen_by: Any) -> Sheet:
    """``view`` of a collection that ``seen_by`` sees, asked for as ``asked``. Raises Invalid for a filter
    that cannot be asked."""
    rows = rows_of(view.collection, seen_by=seen_by)
    return Sheet(view, asked, fields, asked_rows(rows, asked, fields, seen_by=seen_by), seen_by)


def file_name(view: View) -> str:
    """What the file of a view is called, without its ending."""
    return slugify(f"{view.collection.entry.title} {view.name}")[:80] or "rows"


def cells(row: Row, *, typed: bool = False) -> list[Any]:
    """The cells of a row: words, or with ``typed`` numbers and days as such."""
    return [row.entry.title, *((_typed if typed else _written)(cell) for cell in row.cells)]


def _typed(cell: Cell) -> Any:
    is_worked_out = cell.field.is_computed and isinstance(cell.value, int | float | dt.date)
    return cell.value if cell.field.kind in TYPED or is_worked_out else _written(cell)


def _written(cell: Cell) -> Any:
    # Numbers without the blanks, days without the months' names people read: they are to be brought in again.
    is_day = cell.field.is_computed and isinstance(cell.value, dt.date)
    if cell.is_number or is_day or cell.field.kind == Field.Kind.DATE:
        return cell.plain
    if cell.field.kind == Field.Kind.MOMENT and cell.value is not None:
        return f"{timezone.localtime(cell.value):%Y-%m-%d %H:%M}"
    return cell.words
