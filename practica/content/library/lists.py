"""A list of resources as CSV: its lines as descriptions, or why a line is none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practica.content.library.actions import Description
from practica.content.library.models import Resource
from practica.kit.access import Invalid
from practica.kit.letters import old_encoding

MOST_BYTES, MOST_LINES = 1024 * 1024, 500
# What a column may be called, in small letters without blanks at the ends.
_COLUMNS = {
    "title": "title", "name": "title", "address": "address", "url": "address", "link": "address",
    "form": "form", "type": "form", "kind": "form", "author": "made_by", "by": "made_by",
    "made by": "made_by", "publisher": "made_by", "year": "year", "language": "language",
    "used for": "used_for", "use": "used_for", "description": "used_for",
    "topics": "topics", "tags": "topics",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line: what it says, or in ``problem`` why it says nothing we can keep."""

    number: int
    title: str
    said: Description | None = None
    problem: str = ""


def read_list(content: bytes) -> list[Line]:
    """The lines of a CSV whose first line names its columns. Raises Invalid for what is no such list."""
    if len(content) > MOST_BYTES:
        raise Invalid(_("This list is larger than 1 MB."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(old_encoding(content), "replace")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=max(",;\t", key=first.count))
    try:
        columns = [_COLUMNS.get(" ".join(name.split()).casefold(), "") for name in next(rows, [])]
        if "title" not in columns:
            raise Invalid(_("No column of this list is called “title”."), field="file")
        lines = list(_lines(rows, columns))
    except csv.Error as problem:
        raise Invalid(_("This is no list in CSV."), field="file") from problem
    if not lines:
        raise Invalid(_("This list holds no lines."), field="file")
    return lines


def _lines(rows: Iterator[list[str]], columns: list[str]) -> Iterator[Line]:
    count = 0
    for number, row in enumerate(rows, start=2):
        values = {
            name: cell.strip() for name, cell in zip(columns, row, strict=False) if name and cell.strip()
        }
        if not values:
            continue
        count += 1
        if count > MOST_LINES:
            raise Invalid(_("A list has at most %(most)d lines.") % {"most": MOST_LINES}, field="file")
        title = values.get("title", "")
        try:
            yield Line(number, title, _described(values))
        except Invalid as problem:
            yield Line(number, title, problem=str(problem))


def _described(values: dict[str, str]) -> Description:
    year = values.get("year", "")
    if year and not (year.isdecimal() and len(year) <= 4):
        raise Invalid(_("This year cannot be."), field="year")
    return Description(
        title=values.get("title", ""),
        form=_form(values.get("form", "")),
        address=values.get("address", ""),
        made_by=values.get("made_by", ""),
        year=int(year) if year else None,
        language=values.get("language", "").lower()[:12],
        used_for=values.get("used_for", ""),
        topics=tuple(
            word for part in values.get("topics", "").split(";") if (word := " ".join(part.split()))
        ),
    )


def _form(said: str) -> str:
    """The form by its name or its word, whichever case; a web page where nothing is said."""
    if not said:
        return Resource.Form.LINK
    for value, label in Resource.Form.choices:
        if said.casefold() in (value, str(label).casefold()):
            return value
    raise Invalid(_("There is no such sort of resource."), field="form")
