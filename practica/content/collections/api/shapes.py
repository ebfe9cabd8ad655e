"""What collections, their views and rows look like to machines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import QueryDict
from ninja import Schema
from pydantic import Field

from practica.content.collections import actions, queries
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import asked_for
from practica.content.collections.queries.rows import Row
from practica.core.types.models import Field as TypeField
from practica.core.types.queries import fields_of
from practica.kit.contracts.api import Input, Title, Uid

Name = Annotated[str, Field(min_length=1, max_length=40, examples=["cost"])]
Value = str | float | int | bool | list[str | dict[str, str]] | None
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


def line_of(collection: Collection) -> CollectionLine:
    """A collection in a list."""
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


def out_of(collection: Collection) -> CollectionOut:
    """A collection with what its rows hold and how they are looked at."""
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
        views=[view_of(one, collection, fields) for one in collection.views.all()],
    )


def view_of(view: View, collection: Collection, fields: list[TypeField]) -> ViewOut:
    """A saved view, without what its type no longer has."""
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


def row_of(row: Row) -> RowOut:
    """A row as a reader sees it."""
    return RowOut(
        uid=row.entry.uid,
        title=row.entry.title,
        url=row.entry.get_absolute_url(),
        changed=row.entry.changed,
        values={cell.field.name: cell.plain for cell in row.cells if cell.value is not None},
    )
