"""Entries counted and summed by a field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Max, Min, Sum

from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.models import Field, Value

MOST_GROUPS = 200


@dataclass(frozen=True)
class Group:
    """Entries with the same value: ``value`` as filters take it (None: those without one), its words, how
    many."""

    value: Any
    label: str
    count: int


@dataclass(frozen=True)
class Sums:
    """What the numbers or days of a field come to; ``count`` are those that have one."""

    count: int
    total: float | None
    mean: float | None
    least: float | dt.datetime | None
    most: float | dt.datetime | None


def grouped(entries: Any, field: Field, *, seen_by: Any) -> list[Group]:
    """How many of ``entries`` hold which value: choices in their order, others by number, at most 200, and
    those without a value last. An entry with several values counts in each."""
    column = kinds.column_of(field)
    rows = Value.objects.filter(field=field, entry__in=entries.order_by().values("pk"))
    if column == "text":
        column = "key"
    counts = rows.values_list(column).annotate(many=Count("pk")).order_by("-many", column)[:MOST_GROUPS]
    found = {value: many for value, many in counts if value is not None}
    groups = _named(field, found, seen_by)
    filled = rows.values("entry").distinct().count() if kinds.kind_of(field).is_many else sum(found.values())
    blank = entries.count() - filled
    return [*groups, *([Group(None, "", blank)] if blank > 0 else [])]


def _named(field: Field, found: dict[Any, int], seen_by: Any) -> list[Group]:
    if field.kind in ("choice", "choices"):
        known = {one["key"] for one in field.choices}
        keys = [one["key"] for one in field.choices if one["key"] in found]
        keys += [key for key in found if key not in known]
        return [Group(key, kinds.shown(field, (key,) if _many(field) else key), found[key]) for key in keys]
    if field.kind == "people":
        people = {one.pk: one for one in Person.objects.filter(pk__in=found)}
        return [Group(people[pk].handle, people[pk].name, many) for pk, many in found.items() if pk in people]
    if field.kind == "relation":
        seen = {one.pk: one for one in Entry.objects.visible_to(seen_by).filter(pk__in=found)}
        return [Group(seen[pk].uid, seen[pk].title, many) for pk, many in found.items() if pk in seen]
    if field.kind == "yesno":
        return [
            Group(bool(value), kinds.shown(field, bool(value)), found[value])
            for value in sorted(found, reverse=True)
        ]
    if field.kind == "date":
        days = [(value.astimezone(dt.UTC).date(), many) for value, many in sorted(found.items())]
        return [Group(day.isoformat(), kinds.shown(field, day), many) for day, many in days]
    return [Group(value, str(value), many) for value, many in found.items()]


def _many(field: Field) -> bool:
    return kinds.kind_of(field).is_many


def summed(entries: Any, field: Field) -> Sums:
    """Sum, mean, least and most of ``field`` over ``entries``; of days only the first and the last."""
    column = "moment" if kinds.column_of(field) == "moment" else "number"
    rows = Value.objects.filter(
        field=field, entry__in=entries.order_by().values("pk"), **{f"{column}__isnull": False}
    )
    asked: dict[str, Any] = {"count": Count("pk"), "least": Min(column), "most": Max(column)}
    if column == "number":
        asked |= {"total": Sum(column), "mean": Avg(column)}
    told = rows.aggregate(**asked)
    return Sums(told["count"], told.get("total"), told.get("mean"), told["least"], told["most"])
