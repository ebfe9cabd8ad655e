"""A board: rows in lanes, one for each option of a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practica.content.collections.models.asked import Asked, Filter
from practica.content.collections.queries.rows import Row, asked_rows, columns_of, orders_of, shaped
from practica.core.types import kinds
from practica.core.types.models import Field
from practica.core.types.queries import grouped, page_of

OF_LANE = 30
MOST_LANES = 12


@dataclass(frozen=True)
class Lane:
    """Rows with the same value. ``value`` is what a card gets that is put here ("" for none); ``url`` shows
    all of them. An option that is not ``is_offered`` any more keeps its cards and takes no others."""

    value: str
    label: str
    count: int
    url: str
    rows: list[Row]
    is_offered: bool = True

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.count - len(self.rows))


def lanes_of(
    found: Any, asked: Asked, fields: Sequence[Field], *, field: Field | None, seen_by: Any
) -> list[Lane]:
    """The lanes of a board by ``field``: 12 of options, 12 more of those further down or offered no more that
    hold cards, and one for what has no value; 30 cards in each.

    One query a lane, and two for all cards together.
    """
    if field is None:
        return []
    groups = {_key(group.value): group for group in grouped(found, field, seen_by=seen_by)}
    counts = {value: group.count for value, group in groups.items()}
    values = _values(field)
    shown = {"", *(value for value, _label in values)}
    further = [(value, group.label) for value, group in groups.items() if value not in shown]
    values += further[:MOST_LANES]
    offered = {*shown, *(one["key"] for one in field.choices)}
    if counts.get(""):
        values.append(("", _("Without %(field)s") % {"field": field.title}))
    orders = orders_of(asked.sorts, fields)
    ids: dict[str, list[int]] = {}
    for value, _label in values:
        if counts.get(value):
            lane = asked_rows(found, Asked(filters=(_filter(field, value),)), fields, seen_by=seen_by)
            ids[value] = page_of(lane, orders, limit=OF_LANE, is_narrow=True).ids
    every = [pk for some in ids.values() for pk in some]
    columns = [one for one in columns_of(asked, fields) if one.pk != field.pk]
    rows = {row.entry.pk: row for row in shaped(every, columns, seen_by=seen_by)}
    return [
        Lane(
            value,
            label,
            counts.get(value, 0),
            "?" + asked.query(filters=(*asked.filters, _filter(field, value))),
            [rows[pk] for pk in ids.get(value, ()) if pk in rows],
            is_offered=value in offered,
        )
        for value, label in values
    ]


def _values(field: Field) -> list[tuple[str, str]]:
    if field.kind == Field.Kind.YESNO:
        return [("yes", kinds.shown(field, True)), ("no", kinds.shown(field, False))]
    return [(one["key"], kinds.shown(field, one["key"])) for one in field.choices[:MOST_LANES]]


def _filter(field: Field, value: str) -> Filter:
    return Filter(field.name, "is", value) if value else Filter(field.name, "empty")


def _key(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
