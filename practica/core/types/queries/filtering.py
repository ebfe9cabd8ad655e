"""Entries whose fields hold what somebody asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from practica.core.types import kinds
from practica.core.types.kinds.plainly import key_of
from practica.core.types.models import Field, Value
from practica.kit.access import Invalid

FEW = 2000
_COMPARED = {
    "less": "lt", "at_most": "lte", "more": "gt", "at_least": "gte",
    "before": "lt", "until": "lte", "after": "gt", "from": "gte",
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """``field`` ``operator`` ``value``: Site *is* Turku. The value is raw; people and entries in it are found
    only where the reader sees them."""

    field: Field
    operator: str
    value: Any = None


def filtered(entries: Any, conditions: Iterable[Condition], *, seen_by: Any) -> Any:
    """Those of ``entries`` for which all ``conditions`` hold. Raises Invalid (``field``: its name) for one
    that cannot be asked."""
    for one in conditions:
        entries = entries.filter(_asked(one, seen_by))
    return entries


def _asked(one: Condition, seen_by: Any) -> Q:
    if one.operator not in kinds.kind_of(one.field).operators:
        raise Invalid(
            _("“%(label)s” cannot be asked that way.") % {"label": one.field.title}, field=one.field.name
        )
    rows = Value.objects.filter(field=one.field)
    if one.operator in ("empty", "filled"):
        there = Q(Exists(rows.filter(entry=OuterRef("pk"))))
        return there if one.operator == "filled" else ~there
    rows = rows.filter(_holds(one, seen_by))
    if one.operator == "is_not":
        return ~Q(Exists(rows.filter(entry=OuterRef("pk"))))
    # Few hits are listed and looked up; with many, a database that lists them all before it takes the first
    # hundred is slower than one that goes along the entries and asks each.
    if rows[: FEW + 1].count() <= FEW:
        return Q(pk__in=rows.values("entry"))
    if one.operator in _COMPARED:
        rows = _held_back(one, seen_by)
    return Q(Exists(rows.filter(entry=OuterRef("pk"))))


def _held_back(one: Condition, seen_by: Any) -> Any:
    """The same rows, not asked along the index of their values: for each entry anew, SQLite would read all
    that are larger (five milliseconds became minutes at 100,000)."""
    column = kinds.column_of(one.field)
    conditions = cast("list[tuple[str, Any]]", _holds(one, seen_by).children)
    asked = [(name.replace(column, "held", 1), value) for name, value in conditions]
    return Value.objects.alias(held=Coalesce(column, column)).filter(Q(*asked), field=one.field)


def _holds(one: Condition, seen_by: Any) -> Q:
    field, column = one.field, kinds.column_of(one.field)
    if one.operator == "contains":
        return Q(text__icontains=str(one.value or "")[:200])
    if one.operator == "begins":
        return Q(key__startswith=key_of(str(one.value or "")))
    if one.operator == "any_of":
        many = one.value if isinstance(one.value, list | tuple) else str(one.value or "").split(",")
        asked = Q(pk__in=[])
        for value in many[:100]:
            asked |= _equals(field, column, value, seen_by)
        return asked
    if one.operator in ("is", "is_not"):
        return _equals(field, column, one.value, seen_by)
    return _compares(field, column, one.operator, one.value, seen_by)


def _equals(field: Field, column: str, raw: Any, seen_by: Any) -> Q:
    value = _one(field, raw, seen_by)
    if column == "key":
        return Q(key=value if field.kind in ("choice", "choices") else key_of(value))
    if column == "moment":
        begin, end = _day_of(field, value)
        return Q(moment__gte=begin, moment__lt=end)
    return Q(**{column: value})


def _compares(field: Field, column: str, operator: str, raw: Any, seen_by: Any) -> Q:
    value = _one(field, raw, seen_by)
    if column == "moment":
        begin, end = _day_of(field, value)
        # "After Tuesday" begins on Wednesday; "until Tuesday" takes all of it.
        if operator in ("after", "until"):
            return Q(moment__gte=end) if operator == "after" else Q(moment__lt=end)
        return Q(moment__lt=begin) if operator == "before" else Q(moment__gte=begin)
    return Q(**{f"{column}__{_COMPARED[operator]}": value})


def _day_of(field: Field, value: dt.date) -> tuple[dt.datetime, dt.datetime]:
    if isinstance(value, dt.datetime):
        is_midnight = value.time() == dt.time() if field.kind == "date" else False
        return value, value + (dt.timedelta(days=1) if is_midnight else dt.timedelta(minutes=1))
    begin = dt.datetime.combine(value, dt.time(), dt.UTC)
    return begin, begin + dt.timedelta(days=1)


def _one(field: Field, raw: Any, seen_by: Any) -> Any:
    """The single value asked for. Computed fields are asked with numbers, else with texts."""
    if field.is_computed:
        try:
            return float(raw)
        except (TypeError, ValueError) as problem:
            raise Invalid(_("Compare with a number."), field=field.name) from problem
    value = kinds.clean(field, raw, actor=seen_by)
    if value is None:
        raise Invalid(_("Say what “%(label)s” is compared with.") % {"label": field.title}, field=field.name)
    return value[0] if isinstance(value, tuple) else value
