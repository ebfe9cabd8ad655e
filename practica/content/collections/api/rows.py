"""Rows for machines: those a view shows, a new one, cells written one by one or many at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from ninja import Query, Status
from pydantic import Field

from practica.content.collections import actions, queries
from practica.content.collections.api.doors import collection_or_404, router
from practica.content.collections.api.shapes import Cells, CellsIn, RowIn, RowOut, Rows, row_of
from practica.content.collections.models import View
from practica.content.collections.models.asked import Asked, asked_for
from practica.core.types.models import Field as TypeField
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, door, get_visible_or_404
from practica.kit.contracts.api import REFUSALS
from practica.kit.http import Request

AskedFilter = Annotated[str, Field(max_length=260)]
MOST_ROWS = 200


@router.get(
    "/collection-views/{uid}/rows",
    response={200: Rows, **REFUSALS},
    operation_id="read_view",
    summary="Rows of a view",
)
@door("collections.see")
def rows(
    request: Request,
    uid: str,
    filters: list[AskedFilter] = Query(
        [],
        alias="filter",
        max_length=12,
        description="`field:operator:value`, in place of the view's own.",
    ),
    sort: str = Query("", max_length=41, description="A field, with `-` before it downwards."),
    after: str = Query("", max_length=400, description="The `after` of the answer before."),
    limit: int = Query(100, ge=1, le=MOST_ROWS),
) -> dict[str, Any]:
    """The rows you may see, with all their values, as the view filters and sorts them, or as you ask."""
    view: View = get_visible_or_404(
        View.objects.select_related("collection__entry__community", "collection__type"),
        request.user,
        uid=uid,
    )
    fields = fields_of(view.collection.type)
    asked = _asked(view, fields, filters, sort)
    found = queries.asked_rows(
        queries.rows_of(view.collection, seen_by=request.user), asked, fields, seen_by=request.user
    )
    every = Asked(columns=tuple(field.name for field in fields), filters=asked.filters, sorts=asked.sorts)
    shown = queries.page(found, every, fields, after=after, limit=limit, seen_by=request.user)
    return {"items": [row_of(row) for row in shown.rows], "after": shown.following}


@router.post(
    "/collections/{uid}/rows",
    response={201: RowOut, **REFUSALS},
    operation_id="add_row",
    summary="Add a row",
)
@door("collections.add_row")
def add_row(request: Request, uid: str, data: RowIn) -> Status[RowOut]:
    """A new entry of the collection's type, with values."""
    collection = collection_or_404(request, uid)
    entry = actions.add_row(collection, title=data.title, values=data.values, actor=request.user)
    shown = queries.shaped([entry.pk], fields_of(collection.type), seen_by=request.user)
    return Status(201, row_of(shown[0]))


@router.post(
    "/collections/{uid}/cells",
    response={200: Cells, **REFUSALS},
    operation_id="write_cells",
    summary="Write cells",
)
@door("types.fill")
def write(request: Request, uid: str, data: CellsIn) -> dict[str, Any]:
    """Writes what fits and says of each cell what became of it. A row is written as a whole or not at all."""
    collection = collection_or_404(request, uid)
    changes = [
        actions.Change(one.row, one.field, one.value, **({"was": one.was} if one.has_was else {}))
        for one in data.cells
    ]
    write = actions.check_cells if data.check else actions.set_cells
    return {"cells": [asdict(one) for one in write(collection, changes, actor=request.user)]}


def _asked(view: View, fields: list[TypeField], filters: list[str], sort: str) -> Asked:
    query = QueryDict(mutable=True)
    if filters or sort:
        query["own"] = "1"
        query.setlist("f", filters)
        query.setlist("s", [sort] if sort else [])
    asked = asked_for(query, view, fields)
    if len(asked.filters) < len(set(filters)):
        raise Invalid(_("A filter names no field, or is not field:operator:value."), field="filter")
    if sort and not asked.sorts:
        raise Invalid(_("Rows cannot be sorted by this."), field="sort")
    return asked
