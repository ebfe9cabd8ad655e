"""SQL, where its parameters come from, and how its rows become what the queryset gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, QuerySet

from practica.kit.prepared.shapes import NotTheSameForAll, marks_for, single_marks, stand_in_for

Row = Sequence[Any]


# Marks are plain numbers, strings and moments; an instance of something finer never is one.
_MARKS = (int, str, dt.datetime)


class Statement:
    """SQL with the parameters it was compiled with, marks among them."""

    def __init__(self, sql: str, parameters: Row) -> None:
        self.sql = sql
        self.parameters = [_plain(value) for value in parameters]
        self.may_be_marks = [
            (place, value) for place, value in enumerate(parameters) if type(value) in _MARKS
        ]

    def holds(self, marks: set[Any]) -> bool:
        """Whether each of ``marks`` is among the parameters."""
        return marks <= {value for _place, value in self.may_be_marks}

    def filled(self, own: Mapping[Any, Any]) -> list[Any]:
        """The parameters with ``own`` in the place of the marks."""
        filled = self.parameters.copy()
        for place, value in self.may_be_marks:
            if value in own:
                filled[place] = own[value]
        return filled


def _plain(value: Any) -> Any:
    """What a database is told for ``value``. A choice is sent as its string or number: the driver looks for
    somebody who can translate anything else, each time anew, and a rule of sight names forty choices."""
    return value.value if isinstance(value, Enum) else value


class Plan(Statement):
    """One statement, ready to be run, and what its rows become."""

    def __init__(self, queryset: QuerySet, compiler: Any, sql: str, parameters: Row) -> None:
        super().__init__(sql, parameters)
        found = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self.converters = [
            (place, convert, expression)
            for place, (converts, expression) in found.items()
            for convert in converts
        ]
        self.shape: Callable[[list[Row]], list[Any]] = _tuples
        if queryset._iterable_class is ModelIterable:
            self.shape = Instances(compiler)
        elif queryset._iterable_class.__name__ == "FlatValuesListIterable":
            self.shape = _flat

    def run(self, own: dict[Any, Any], database: Any) -> list[Any]:
        """The rows of ``database`` with ``own`` in the place of the marks."""
        with database.cursor() as cursor:
            cursor.execute(self.sql, self.filled(own))
            rows: list[Row] = cursor.fetchall()
        if self.converters:
            rows = [self._converted(row, database) for row in rows]
        return self.shape(rows)

    def _converted(self, row: Row, database: Any) -> Row:
        values = list(row)
        for place, convert, expression in self.converters:
            values[place] = convert(values[place], expression, database)
        return values


def _tuples(rows: list[Row]) -> list[Any]:
    return [tuple(row) for row in rows]


def _flat(rows: list[Row]) -> list[Any]:
    return [row[0] for row in rows]


class Instances:
    """Makes model instances of rows, related ones included and shared."""

    def __init__(self, compiler: Any) -> None:
        self.main = _Part(compiler.klass_info, compiler.select)
        self.annotations = list(compiler.annotation_col_map.items())

    def __call__(self, rows: list[Row]) -> list[Any]:
        """The instances of ``rows``, in their order."""
        known: dict[Any, Any] = {}
        found = []
        for row in rows:
            instance = self.main.make(row, known)
            for name, place in self.annotations:
                setattr(instance, name, row[place])
            found.append(instance)
        return found


class _Part:
    """The columns of a row that make one model."""

    def __init__(self, info: dict[str, Any], select: Any) -> None:
        self.model = info["model"]
        fields = info["select_fields"]
        self.columns = [(place, select[place][0].target.attname) for place in fields]
        key = self.model._meta.pk.attname
        self.key = next(place for place, name in self.columns if name == key)
        self.related = [
            (_Part(one, select), *_where_kept(one)) for one in info.get("related_klass_infos", [])
        ]

    def make(self, row: Row, known: dict[Any, Any]) -> Any:
        """The instance, as loaded from the database; columns left out load when they are asked for."""
        instance = self.model.__new__(self.model)
        kept = instance.__dict__
        state = kept["_state"] = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        for place, name in self.columns:
            kept[name] = row[place]
        for part, name, set_here, set_there in self.related:
            key = row[part.key]
            other = None
            if key is not None:
                other = known.get((part, key))
                if other is None:
                    other = known[part, key] = part.make(row, known)
                if set_there is not None:
                    set_there(other, instance)
            if name is not None:
                state.fields_cache[name] = other
            else:
                set_here(instance, other)
        return instance


def _where_kept(related: dict[str, Any]) -> tuple[str | None, Any, Any]:
    """The name under which a row keeps its related one, and how both are told of each other where a name is
    not enough. Of many rows that lead to one, that one knows none."""
    if related["reverse"] or related["from_parent"]:
        return None, related["local_setter"], related["remote_setter"]
    field = related["field"]
    return field.cache_name, None, related["remote_setter"] if field.unique else None


def plan_of(build: Callable[..., QuerySet], person: Any, values: dict[str, Any]) -> Plan | None:
    """Compile ``build`` for a stand-in; None when it must be asked the long way."""
    marks = marks_for(values)
    try:
        queryset: Any = build(stand_in_for(person), **marks)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
    except (NotTheSameForAll, EmptyResultSet):
        return None
    plan = Plan(queryset, compiler, sql, tuple(parameters))
    if queryset._prefetch_related_lookups or not plan.holds(single_marks(marks)):
        return None
    return plan
