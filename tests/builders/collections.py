"""Builders of collections, their views and rows, made through the house's own actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from practica.content.collections.actions import add_row, add_view, make
from practica.content.collections.models import Collection, View
from practica.content.collections.models.asked import Asked
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType
from tests.builders.core import a_member
from tests.builders.types import a_type

_number = count(1)
SITES = {"choices": [{"label": "Turku"}, {"label": "Oulu"}]}
#: The fields of a pump, one of nearly every kind.
PUMP: dict[str, Any] = {
    "site": ("choice", SITES),
    "cost": "number",
    "due": "date",
    "done": "yesno",
    "note": "text",
    "owner": ("people", {"many": True}),
    "parts": ("relation", {"many": True}),
}


def a_collection(
    *,
    in_: Community,
    by: Person | None = None,
    type: KnowledgeType | None = None,
    title: str = "",
    **more: Any,
) -> Collection:
    """A collection with its table of everything; of pumps, unless ``type`` says of what."""
    maker = by or a_member(of=in_)
    gathered = type or a_type(in_=in_, label=f"Pump {next(_number)}", **PUMP)
    return make(community=in_, title=title or f"Pumps {next(_number)}", type=gathered, actor=maker, **more)


def a_row(title: str = "", *, in_: Collection, by: Person | None = None, **values: Any) -> Entry:
    """A row with values by field name."""
    writer = by or in_.entry.author
    assert writer is not None
    return add_row(in_, title=title or f"Row {next(_number)}", values=values, actor=writer)


def a_view(*, of: Collection, shape: str = "table", by: Person | None = None, **asked: Any) -> View:
    """Another view of a collection; ``asked`` is what it shows."""
    maker = by or of.entry.author
    assert maker is not None
    wanted = Asked(shape=shape, **asked)
    return add_view(of, name=f"View {next(_number)}", shape=shape, asked=wanted, actor=maker)
