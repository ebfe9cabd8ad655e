"""Queries put into SQL once and asked again with other numbers.

Building a query that holds rules of sight costs the ORM several milliseconds, running it a fraction of one. A
function decorated with :func:`prepared` builds a queryset for a person and some values; its SQL is kept per
*shape* (is there a person, is she a colleague, has she an organisation, what types have the values) and asked
again with the person's and values' own parameters. The rule of sight stays where it is: it is only compiled
less often.

What cannot be prepared (a rule that looks at more of a person, a value that disappears into another parameter,
a query that is always empty) is asked the long way, with the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.query import ModelIterable, QuerySet, get_related_populators

Build = Callable[..., QuerySet]
Shape = tuple[Any, ...]

# Numbers that no row has, so that they are found again among the parameters.
_PERSON, _ORGANISATION, _FIRST = 7_340_119_286_501, 7_340_119_286_502, 7_340_119_300_000


class _NotTheSameForAll(Exception):
    """The builder asked the stand-in for something every person has her own of."""


class _StandIn:
    """A person as far as a prepared query may know her."""

    is_authenticated = True

    def __init__(self, colleague: bool, organised: bool) -> None:
        self.pk = self.id = _PERSON
        self.is_colleague = colleague
        self.organisation_id = _ORGANISATION if organised else None

    def __getattr__(self, name: str) -> Any:
        raise _NotTheSameForAll(name)


class _Visitor:
    """Nobody in particular."""

    pk = id = organisation_id = None
    is_authenticated = is_colleague = False


class Prepared:
    """A query to be asked often; see :func:`prepared`."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._plans: dict[Shape, _Plan | None] = {}
        self.__doc__, self.__name__ = build.__doc__, build.__name__

    def __call__(self, person: Any, **values: Any) -> list[Any]:
        """All rows for ``person``: model instances or tuples, as the builder's queryset gives them."""
        shape = _shape_of(person, values)
        if shape is None:
            return list(self.build(person, **values))
        if shape not in self._plans:
            self._plans[shape] = _plan(self.build, person, values)
        plan = self._plans[shape]
        return list(self.build(person, **values)) if plan is None else plan.run(person, values)

    def first(self, person: Any, **values: Any) -> Any | None:
        """The first row, or None."""
        return next(iter(self(person, **values)), None)


def prepared(build: Build) -> Prepared:
    """Keep the SQL of ``build(person, **values)``. Values may be whole numbers, strings, or lists of whole
    numbers; ``person`` may be anonymous, or None where she does not matter."""
    return Prepared(build)


def _shape_of(person: Any, values: dict[str, Any]) -> Shape | None:
    kinds: list[Any] = [connection.vendor, person is not None and person.pk is not None]
    if kinds[1]:
        kinds += [
            bool(getattr(person, "is_colleague", False)),
            getattr(person, "organisation_id", None) is not None,
        ]
    for name, value in values.items():
        if isinstance(value, bool) or value is None:
            kinds.append((name, value))
        elif isinstance(value, int | str):
            kinds.append((name, type(value)))
        elif isinstance(value, list) and all(isinstance(one, int) for one in value):
            kinds.append((name, len(value)))
        else:
            return None
    return tuple(kinds)


class _Plan:
    """SQL, where its parameters come from, and how its rows become what the queryset gives."""

    def __init__(self, queryset: QuerySet, compiler: Any, sql: str, parameters: tuple[Any, ...]) -> None:
        self.sql, self.parameters = sql, parameters
        self.columns = compiler.col_count
        self.compiler = compiler
        self.converters = compiler.get_converters([column[0] for column in compiler.select[: self.columns]])
        self.makes_instances = queryset._iterable_class is ModelIterable
        self.flat = queryset._iterable_class.__name__ == "FlatValuesListIterable"
        if self.makes_instances:
            info, select = compiler.klass_info, compiler.select
            self.model = info["model"]
            self.start, self.end = info["select_fields"][0], info["select_fields"][-1] + 1
            self.attributes = [column[0].target.attname for column in select[self.start : self.end]]
            self.populators = get_related_populators(info, select, DEFAULT_DB_ALIAS)
            self.annotations = compiler.annotation_col_map

    def run(self, person: Any, values: dict[str, Any]) -> list[Any]:
        """The rows for ``person`` and ``values``."""
        own = _parameters(person, values)
        with connection.cursor() as cursor:
            cursor.execute(
                self.sql,
                [own.get(value, value) if type(value) in (int, str) else value for value in self.parameters],
            )
            rows: Iterable[Any] = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        if self.makes_instances:
            return [self._instance(row) for row in rows]
        return [row[0] for row in rows] if self.flat else [tuple(row) for row in rows]

    def _instance(self, row: Any) -> Any:
        instance = self.model.from_db(DEFAULT_DB_ALIAS, self.attributes, row[self.start : self.end])
        for populator in self.populators:
            populator.populate(row, instance)
        for name, column in self.annotations.items():
            setattr(instance, name, row[column])
        return instance


def _plan(build: Build, person: Any, values: dict[str, Any]) -> _Plan | None:
    """Compile ``build`` for a stand-in; None when it must be asked the long way."""
    if person is None or person.pk is None:
        stand_in: Any = None if person is None else _Visitor()
    else:
        stand_in = _StandIn(bool(getattr(person, "is_colleague", False)), person.organisation_id is not None)
    marks = {name: _mark(position, value) for position, (name, value) in enumerate(values.items())}
    try:
        queryset = build(stand_in, **marks)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
    except (_NotTheSameForAll, EmptyResultSet):
        return None
    if queryset._prefetch_related_lookups or not _all_found(marks, parameters):
        return None
    return _Plan(queryset, compiler, sql, tuple(parameters))


def _mark(position: int, value: Any) -> Any:
    first = _FIRST + position * 10_000
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return first
    return f"⟦{first}⟧" if isinstance(value, str) else [first + place for place in range(len(value))]


def _all_found(marks: dict[str, Any], parameters: Iterable[Any]) -> bool:
    there = {value for value in parameters if type(value) in (int, str)}
    wanted = [one for mark in marks.values() for one in (mark if isinstance(mark, list) else [mark])]
    return all(mark in there for mark in wanted if not (isinstance(mark, bool) or mark is None))


def _parameters(person: Any, values: dict[str, Any]) -> dict[Any, Any]:
    own: dict[Any, Any] = {}
    if person is not None and person.pk is not None:
        own[_PERSON], own[_ORGANISATION] = person.pk, getattr(person, "organisation_id", None)
    for position, value in enumerate(values.values()):
        mark = _mark(position, value)
        if isinstance(mark, list):
            own.update(zip(mark, value, strict=True))
        elif not (isinstance(mark, bool) or mark is None):
            own[mark] = value
    return own
