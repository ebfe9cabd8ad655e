"""A view as a file: at once when it is short, from the worker when it would be waited for."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.views.decorators.http import require_GET

from practica.content.collections import queries
from practica.content.collections.models.asked import asked_for
from practica.content.collections.queries.sheets import cells, file_name
from practica.content.collections.views.loading import load, load_view
from practica.core.types.queries import fields_of
from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.tables import csv_lines, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A workbook of more cells than this, half a second of work, is left to the worker: nobody waits for it.
MOST_AT_ONCE = 20_000


@door("collections.see")
@require_GET
def csv(request: Request, slug: str, handle: str, uid: str) -> StreamingHttpResponse:
    """As CSV, line by line as it is read."""
    sheet = sheet_asked(request, handle, uid)
    response = StreamingHttpResponse(
        csv_lines(sheet.header, sheet.lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(sheet.view)}.csv"'
    return response


@door("collections.see")
@require_GET
def xlsx(request: Request, slug: str, handle: str, uid: str) -> HttpResponse | FileResponse:
    """As a workbook; of a long view the page where it is asked for."""
    sheet = sheet_asked(request, handle, uid)
    if sheet.is_longer_than(MOST_AT_ONCE):
        address, query = sheet.view.collection.address("take_along", sheet.view.uid), request.GET.urlencode()
        return HttpResponseRedirect(f"{address}?{query}" if query else address)
    file = workbook(sheet.view.name, sheet.header, (cells(row, typed=True) for row in sheet.rows))
    return FileResponse(file, as_attachment=True, filename=f"{file_name(sheet.view)}.xlsx", content_type=XLSX)


def sheet_asked(request: Request, handle: str, uid: str) -> queries.Sheet:
    """The view an address is about, as it asks for it."""
    collection = load(request, handle)
    view = load_view(collection, uid)
    fields = fields_of(collection.type)
    return queries.sheet_of(view, asked_for(request.GET, view, fields), fields, seen_by=request.user)
