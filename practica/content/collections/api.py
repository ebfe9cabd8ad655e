"""Collections for machines: their views, the rows a view shows, cells written one by one or many at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from practica.content.collections import actions, queries
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import Asked, asked_for
from practica.content.collections.queries.rows import Row
from practica.core.communities.models import Community
from practica.core.types.models import Field as TypeField
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, door, get_visible_or_404, or_404
from practica.kit.contracts.api import REFUSALS, Input, Title, Uid
from practica.kit.http import Request

router = Router(tags=["Collections"])

Name = Annotated[str, Field(min_length=1, max_length=40, examples=["cost"])]
Value = str | float | int | bool | list[str | dict[str, str]] | None
AskedFilter = Annotated[str, Field(max_length=260)]
MOST_ROWS = 200
LONGEST_ABOUT = 300


class FieldOut(Schema):
    """A field of the rows. ``operators`` are what filters may ask of it."""

    name: str
    label: str
    kind: str
    is_computed: bool
    choices: list[dict[str, str]]
    operators: list[str]


class ViewOut(Schema):
    """A saved view; ``shape`` is table, board, calendar, gallery or list."""

    uid: str
    name: str
    shape: str
    columns: list[str]
    filters: list[str]
    sorts: list[str]
    url: str


class CollectionLine(Schema):
    """A collection in a list; ``type`` is the uid of what it gathers."""

    uid: str
    title: str
    about: str
    url: str
    community: str
    type: str


class CollectionOut(CollectionLine):
    """A collection with its fields and views."""

    fields: list[FieldOut]
    views: list[ViewOut]


class Collections(Schema):
    """The collections of a community."""

    items: list[CollectionLine]


class CollectionIn(Input):
    """A collection to be; ``type`` is the uid of a type of the site or of the community."""

    title: Title
    type: Uid
    about: str = Field("", max_length=LONGEST_ABOUT)


class RowOut(Schema):
    """A row: an entry with its values by field name; blanks are left out."""

    uid: str
    title: str
    url: str
    changed: dt.datetime
    values: dict[str, Any]


class Rows(Schema):
    """Some rows; ask again with ``after`` for more, empty at the end."""

    items: list[RowOut]
    after: str


class RowIn(Input):
    """A row to be. A choice by key or label, people by handle, linked entries by uid."""

    title: Title
    values: dict[Name, Value] = Field(default_factory=dict, max_length=200)


class CellIn(Input):
    """One cell to write. ``was`` is what you saw there: when it is something else now, it is not written."""

    row: Uid
    field: Name
    value: Value = None
    was: Value = None
    has_was: bool = False


class CellsIn(Input):
    """Cells to write, each row as a whole; with ``check`` nothing is saved."""

    cells: list[CellIn] = Field(max_length=actions.MOST_CELLS)
    check: bool = False


class CellOut(Schema):
    """What became of a cell: ``plain`` stands now and ``before`` stood; ``problem`` says why not."""

    row: str
    field: str
    words: str
    plain: Any
    before: Any
    problem: str


class Cells(Schema):
    """What became of each cell, and of what is worked out of them."""

    cells: list[CellOut]


@router.get(
    "/communities/{slug}/collections",
    response={200: Collections, **REFUSALS},
    operation_id="list_collections",
    summary="List collections",
)
@door("collections.see")
def index(request: Request, slug: str) -> dict[str, Any]:
    """The collections of a community that you may see."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    return {"items": [_line(one) for one in queries.collections_of(community, seen_by=request.user)]}


@router.post(
    "/communities/{slug}/collections",
    response={201: CollectionOut, **REFUSALS},
    operation_id="create_collection",
    summary="Make a collection",
)
@door("collections.create")
def create(request: Request, slug: str, data: CollectionIn) -> Status[CollectionOut]:
    """A collection of all entries of a type, with a table as its first view."""
    community = get_visible_or_404(Community, request.user, slug=slug)
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    type = rows.filter(uid=data.type).first()
    if type is None:
        raise Invalid(_("There is no such type here."), field="type")
    made = actions.make(
        community=community, title=data.title, type=type, about=data.about, actor=request.user
    )
    return Status(201, _out(made))


@router.get(
    "/collections/{uid}",
    response={200: CollectionOut, **REFUSALS},
    operation_id="read_collection",
    summary="Read a collection",
)
@door("collections.see")
def show(request: Request, uid: str) -> CollectionOut:
    """Its fields and views."""
    return _out(_collection(request, uid))


@router.delete(
    "/collections/{uid}",
    response={204: None, **REFUSALS},
    operation_id="delete_collection",
    summary="Delete a collection",
)
@door("collections.delete")
def delete(request: Request, uid: str) -> Status[None]:
    """Into the bin, for 30 days. Its rows stay."""
    actions.delete(_collection(request, uid), actor=request.user)
    return Status(204, None)


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
    return {"items": [_row(row) for row in shown.rows], "after": shown.following}


@router.post(
    "/collections/{uid}/rows",
    response={201: RowOut, **REFUSALS},
    operation_id="add_row",
    summary="Add a row",
)
@door("collections.add_row")
def add_row(request: Request, uid: str, data: RowIn) -> Status[RowOut]:
    """A new entry of the collection's type, with values."""
    collection = _collection(request, uid)
    entry = actions.add_row(collection, title=data.title, values=data.values, actor=request.user)
    shown = queries.shaped([entry.pk], fields_of(collection.type), seen_by=request.user)
    return Status(201, _row(shown[0]))


@router.post(
    "/collections/{uid}/cells",
    response={200: Cells, **REFUSALS},
    operation_id="write_cells",
    summary="Write cells",
)
@door("types.fill")
def write(request: Request, uid: str, data: CellsIn) -> dict[str, Any]:
    """Writes what fits and says of each cell what became of it. A row is written as a whole or not at all."""
    collection = _collection(request, uid)
    changes = [
        actions.Change(one.row, one.field, one.value, **({"was": one.was} if one.has_was else {}))
        for one in data.cells
    ]
    write = actions.check_cells if data.check else actions.set_cells
    return {"cells": [asdict(one) for one in write(collection, changes, actor=request.user)]}


def _collection(request: Request, uid: str) -> Collection:
    found: Collection = or_404(queries.collection_to_show(uid, seen_by=request.user))
    return found


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


def _line(collection: Collection) -> CollectionLine:
    return CollectionLine(**_words(collection))


def _words(collection: Collection) -> dict[str, Any]:
    entry = collection.entry
    return {
        "uid": entry.uid,
        "title": entry.title,
        "about": entry.summary,
        "url": entry.get_absolute_url(),
        "community": entry.community.slug,
        "type": collection.type.uid,
    }


def _out(collection: Collection) -> CollectionOut:
    fields = fields_of(collection.type)
    return CollectionOut(
        **_words(collection),
        fields=[
            FieldOut(
                name=one.name,
                label=one.title,
                kind=one.kind,
                is_computed=one.is_computed,
                choices=one.choices,
                operators=[operator.name for operator in queries.operators_for(one)],
            )
            for one in fields
        ],
        views=[_view(one, collection, fields) for one in collection.views.all()],
    )


def _view(view: View, collection: Collection, fields: list[TypeField]) -> ViewOut:
    asked = asked_for(QueryDict(), view, fields)
    return ViewOut(
        uid=view.uid,
        name=view.name,
        shape=view.shape,
        columns=list(asked.columns),
        filters=[str(one) for one in asked.filters],
        sorts=[str(one) for one in asked.sorts],
        url=collection.address("view", view.uid),
    )


def _row(row: Row) -> RowOut:
    return RowOut(
        uid=row.entry.uid,
        title=row.entry.title,
        url=row.entry.get_absolute_url(),
        changed=row.entry.changed,
        values={cell.field.name: cell.plain for cell in row.cells if cell.value is not None},
    )
