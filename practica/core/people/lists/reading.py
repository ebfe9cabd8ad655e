"""Reading a CSV file of people, whatever program wrote it."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from practica.kit.access import Invalid
from practica.kit.letters import old_encoding
from practica.kit.tables import RISKY

COLUMNS = ("name", "email", "organisation", "unit", "headline", "ask_me_about", "language", "time_zone")
NEEDED = ("name", "email")
OTHER_WORDS = {
    "e-mail": "email",
    "mail": "email",
    "e-mail_address": "email",
    "email_address": "email",
    "organization": "organisation",
    "company": "organisation",
    "department": "unit",
    "full_name": "name",
    "timezone": "time_zone",
    "title": "headline",
}
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_LETTERS = 4000
SAMPLE = 256 * 1024


@dataclass(frozen=True)
class Line:
    """One line of the list. ``problem`` says why it cannot be read, if so."""

    number: int
    values: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class ReadList:
    """The columns that were found, and the lines as they come."""

    columns: list[str]
    lines: Iterator[Line]


def read(file: IO[bytes], *, size: int) -> ReadList:
    """Read a CSV file; its lines come as they are asked for. Raises Invalid when it is no list of people."""
    if size > MOST_BYTES:
        raise Invalid(_("The file is larger than 20 MB. Split it into several lists."), field="file")
    sample = file.read(SAMPLE)
    if not sample.strip():
        raise Invalid(_("The file is empty."), field="file")
    file.seek(0)
    encoding = _encoding(sample)
    if "\0" in sample.decode(encoding, "replace"):
        raise Invalid(_("This is no text. Save the list as CSV."), field="file")
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    first = text.readline()
    table = csv.reader(text, delimiter=_delimiter(first))
    columns = _columns(next(csv.reader([first], delimiter=_delimiter(first))))
    return ReadList([name for name in columns if name], _lines(table, columns))


def _encoding(sample: bytes) -> str:
    """By its mark, else UTF-8 if it is, else a well-founded guess."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return old_encoding(sample)
    return "utf-8"


def _delimiter(header: str) -> str:
    """The one the header uses most."""
    return max((",", ";", "\t"), key=header.count)


def _columns(header: list[str]) -> list[str]:
    """The columns by our names, "" for those we have no use for. Raises Invalid when one is missing."""
    found = []
    for cell in header:
        name = "_".join(cell.strip().strip("\ufeff").casefold().split())
        name = OTHER_WORDS.get(name, name)
        found.append(name if name in COLUMNS and name not in found else "")
    missing = [name for name in NEEDED if name not in found]
    if missing:
        had = ", ".join(f"“{cell.strip()[:40]}”" for cell in header[:20])
        sentence = (
            _("The list has no column “%(missing)s”. Its first line reads: %(had)s.")
            if len(missing) == 1
            else _("The list has no columns “%(missing)s”. Its first line reads: %(had)s.")
        )
        raise Invalid(sentence % {"missing": "”, “".join(missing), "had": had}, field="file")
    return found


def _lines(table: Any, columns: list[str]) -> Iterator[Line]:
    for number in itertools.count(2):
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, {}, _("This line cannot be read."))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if number > MOST_ROWS + 1:
            yield Line(
                number, {}, _("Only the first 50,000 lines are taken. Bring the rest as another list.")
            )
            return
        values = {name: _clean(cell) for name, cell in zip(columns, cells, strict=False) if name}
        yield Line(number, values, _problem(cells, columns))


def _clean(cell: str) -> str:
    """The words of a cell, without what our own writer puts before a formula."""
    text = " ".join(cell.replace("\0", "").split())[:MOST_LETTERS]
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def _problem(cells: list[str], columns: list[str]) -> str:
    if len([cell for cell in cells if cell.strip()]) > len(columns):
        return _("This line has more cells than the first line.")
    if any("\ufffd" in cell for cell in cells):
        return _("Some letters of this line cannot be read. Save the list as UTF-8.")
    return ""
