"""A view as a file: its rows in its order, its columns, as the reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from practica.content.collections import queries
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import Asked, asked_for
from practica.content.collections.queries.rows import Row
from practica.content.collections.views.loading import load, load_view
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.tables import csv_lines, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Numbers and days keep their kind in a workbook; everything else is what people read.
TYPED = (Field.Kind.NUMBER, Field.Kind.DATE, Field.Kind.YESNO)


@door("collections.see")
@require_GET
def csv(request: Request, slug: str, handle: str, uid: str) -> StreamingHttpResponse:
    """As CSV."""
    collection, view, asked, fields, rows = _asked(request, handle, uid)
    lines = csv_lines(header(asked, fields), (cells(row) for row in rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(view)}.csv"'
    return response


@door("collections.see")
@require_GET
def xlsx(request: Request, slug: str, handle: str, uid: str) -> FileResponse:
    """As a workbook."""
    collection, view, asked, fields, rows = _asked(request, handle, uid)
    file = workbook(view.name, header(asked, fields), (cells(row, typed=True) for row in rows))
    return FileResponse(file, as_attachment=True, filename=f"{file_name(view)}.xlsx", content_type=XLSX)


def header(asked: Asked, fields: Sequence[Field]) -> list[str]:
    """The names of the columns."""
    return [_("Name"), *(field.title for field in queries.columns_of(asked, fields))]


def cells(row: Row, *, typed: bool = False) -> list[Any]:
    """The cells of a row: words, or with ``typed`` numbers and days as such."""
    return [
        row.entry.title,
        *(cell.value if typed and cell.field.kind in TYPED else _written(cell) for cell in row.cells),
    ]


def file_name(view: View) -> str:
    """What the file of a view is called, without its ending."""
    return slugify(f"{view.collection.entry.title} {view.name}")[:80] or "rows"


def _written(cell: Any) -> Any:
    # Numbers without the blanks, days without the months' names people read: they are to be brought in again.
    if cell.field.kind in (Field.Kind.NUMBER, Field.Kind.DATE):
        return cell.plain
    if cell.field.kind == Field.Kind.MOMENT and cell.value is not None:
        return f"{timezone.localtime(cell.value):%Y-%m-%d %H:%M}"
    return cell.words


def _asked(
    request: Request, handle: str, uid: str
) -> tuple[Collection, View, Asked, list[Field], Iterator[Row]]:
    collection = load(request, handle)
    view = load_view(collection, uid)
    fields = fields_of(collection.type)
    asked = asked_for(request.GET, view, fields)
    rows = queries.asked_rows(
        queries.rows_of(collection, seen_by=request.user), asked, fields, seen_by=request.user
    )
    return collection, view, asked, fields, queries.each(rows, asked, fields, seen_by=request.user)
