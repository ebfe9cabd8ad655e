"""What a table is once it is read, and the names of its columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from practica.kit.access import Invalid

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None

MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_CELL = 20_000
LONGEST_NAME = 80
#: So many lines of a heading may stand above the names, and so many lines below are looked at to tell.
MOST_HEADINGS = 5
LOOKED_BELOW = 10

Line: TypeAlias = "tuple[int, Sequence[Any] | None]"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is its line in the file; ``problem`` says why it cannot be
    read, if so."""

    number: int
    cells: tuple[Cell, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns and the rows as they come. ``decimal_comma`` is what the file suggests."""

    columns: list[str]
    rows: Iterator[Row]
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""
    decimal_comma: bool = False


def without_heading(lines: Iterator[Line]) -> Iterator[Line]:
    """``lines`` (number and cells, None where they cannot be read) from the names of the columns on.

    People write titles above a table: each stands alone in its line, no further in than the table begins, and
    every line below fills more cells.
    """
    first = list(islice(lines, MOST_HEADINGS + LOOKED_BELOW))
    alone = next((at for at, (_number, cells) in enumerate(first) if _filled(cells) != 1), len(first))
    below = first[alone:]
    is_heading = (
        0 < alone <= MOST_HEADINGS
        and len(below) > 2
        and all(_filled(one[1]) > 1 for one in below)
        and max(_begins(one[1]) for one in first[:alone]) <= min(_begins(one[1]) for one in below)
    )
    return chain(below if is_heading else first, lines)


def names_of(header: Sequence[Any]) -> list[str]:
    """The columns by name: each has one, and no two have the same. Raises Invalid when they are too many."""
    cells = ["" if cell is None else " ".join(str(cell).split()) for cell in header]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise Invalid(_("The first line has no names of columns."), field="file")
    if len(cells) > MOST_COLUMNS:
        raise Invalid(
            _("The table has %(count)d columns; %(most)d is the most. Leave out those you do not need.")
            % {"count": len(cells), "most": MOST_COLUMNS},
            field="file",
        )
    names: list[str] = []
    taken: set[str] = set()
    for at, cell in enumerate(cells, 1):
        stem = cell.strip("\ufeff")[:LONGEST_NAME] or _("Column %(number)d") % {"number": at}
        name, again = stem, 2
        while name.casefold() in taken:
            name, again = f"{stem[: LONGEST_NAME - 4]} {again}", again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def row_of(number: int, cells: Sequence[Cell], columns: int) -> Row:
    """The cells as a row of ``columns`` cells: short ones are filled up; what stands beyond is a problem, and
    is kept with it."""
    problem = ""
    beyond = [cell for cell in cells[columns:] if not _is_blank(cell)]
    if beyond:
        problem = _("This line has more cells than the first line.")
    elif any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        problem = _("A cell of this line is longer than 20,000 characters.")
    elif any(isinstance(cell, str) and "\ufffd" in cell for cell in cells):
        problem = _("Some letters of this line cannot be read. Save the file as UTF-8.")
    most = min(len(cells), MOST_COLUMNS) if beyond else columns
    kept = [cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in cells[:most]]
    return Row(number, (*kept, *([None] * (columns - len(kept)))), problem)


def is_empty(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in any of ``cells``."""
    return all(_is_blank(cell) for cell in cells)


def too_many(number: int) -> Row:
    """The row that says where reading stopped."""
    return Row(number, (), _("Only the first 200,000 rows are taken. Bring the rest as another file."))


def _filled(cells: Sequence[Any] | None) -> int:
    return sum(not _is_blank(cell) for cell in cells or ())


def _begins(cells: Sequence[Any] | None) -> int:
    return next((at for at, cell in enumerate(cells or ()) if not _is_blank(cell)), 0)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
