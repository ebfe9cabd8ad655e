"""A view read by its link: no account, no way to anything else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from practica.content.collections import queries
from practica.content.collections.models import View
from practica.content.collections.models.asked import OF_ENTRIES, Asked, asked_at, saved
from practica.content.collections.queries.sheets import Sheet, file_name
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.kit.access import door, or_404
from practica.kit.http import Request
from practica.kit.tables import csv_lines


@door("collections.see")
@require_GET
def show(request: Request, token: str) -> HttpResponse:
    """The rows of the view, its columns that may leave the house, nothing to press."""
    view, asked, fields, rows, problem = _opened(token)
    look = queries.look_of(
        view.collection,
        view,
        asked_at(asked, request.GET),
        fields,
        rows,
        after=request.GET.get("after", "")[:400],
        is_open=True,
        seen_by=AnonymousUser(),
    )
    look.problem = problem
    context = {
        "view": view,
        "entry": view.collection.entry,
        "look": look,
        "here": request.path,
        "is_open": True,
    }
    response = render(request, "collections/open_view.html", context)
    # Found by those who hold the link alone.
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@door("collections.see")
@require_GET
def csv(request: Request, token: str) -> StreamingHttpResponse:
    """The same as CSV."""
    view, asked, fields, rows, _problem = _opened(token)
    found = queries.asked_rows(rows, asked, fields, seen_by=AnonymousUser())
    sheet = Sheet(view, asked, fields, found, AnonymousUser())
    response = StreamingHttpResponse(
        csv_lines(sheet.header, sheet.lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name(view)}.csv"'
    return response


def _opened(token: str) -> tuple[View, Asked, list[Field], Any, str]:
    view: View = or_404(queries.view_by_link(token))
    every = fields_of(view.collection.type)
    fields = queries.open_fields(every)
    names = {field.name for field in fields}
    # The filters are the lead's, also those by fields that stay inside; what is shown is not.
    kept = saved(view, every)
    shown = tuple(name for name in kept.columns if name in names)
    sorts = tuple(one for one in kept.sorts if one.field in names or one.field in OF_ENTRIES)
    group = kept.group if kept.group in names else ""
    asked = replace(kept, columns=shown, sorts=sorts, group=group)
    rows, problem = queries.open_rows(view, asked, every)
    return view, replace(asked, filters=()), fields, rows, problem
