"""One table out of a file, row by row, whatever program wrote it."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from practica.interfaces.transfer.tables.reading import csv_file, workbook
from practica.interfaces.transfer.tables.reading.shape import Row, Table
from practica.kit.access import Invalid

__all__ = ["ENDINGS", "MOST_BYTES", "Row", "Table", "read"]

MOST_BYTES = 100 * 1024 * 1024
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def read(file: IO[bytes], *, name: str, size: int, sheet: str = "") -> Table:
    """The table in ``file``; its rows come as they are asked for, so that no size of file fills the memory.

    ``sheet`` names one of a workbook; without it the first with anything in it is read. Raises Invalid with a
    sentence when there is no table, or one that is too large.
    """
    if size > MOST_BYTES:
        raise Invalid(_("The file is larger than 100 MB. Split it into several."), field="file")
    start = file.read(8)
    file.seek(0)
    if not start:
        raise Invalid(_("The file is empty."), field="file")
    if start.startswith(b"PK"):
        return workbook.read(file, sheet=sheet)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid(
            _("This workbook is of an old kind, or has a password. Save it as .xlsx without one."),
            field="file",
        )
    if not name.lower().endswith(ENDINGS):
        raise Invalid(_("Choose a CSV file or a workbook (.xlsx)."), field="file")
    return csv_file.read(file)
