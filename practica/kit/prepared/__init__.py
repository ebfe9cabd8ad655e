"""Queries and changes put into SQL once and asked again with other numbers.

Building a query that holds rules of sight costs the ORM several milliseconds, running it a fraction of one. A
function decorated with :func:`prepared` builds a queryset for a person and some values; its SQL is kept per
*shape* (is there a person, is she a colleague, has she an organisation, what types have the values) and asked
again with the person's and values' own parameters. The rule of sight stays where it is: it is only compiled
less often.

What cannot be prepared (a rule that looks at more of a person, a value that disappears into another
parameter, a query that is always empty) is asked the long way, with the same answer.

Rows of models come as instances that did not go through ``__init__``; rows of one answer that lead to the
same related row share one instance of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.query import QuerySet

from practica.kit.prepared.changes import PreparedChange, prepared_change
from practica.kit.prepared.plans import Plan, plan_of
from practica.kit.prepared.shapes import parameters_of, shape_of

__all__ = ["Prepared", "PreparedChange", "prepared", "prepared_change"]

Build = Callable[..., QuerySet]
# Shapes are few; this only keeps a value that should have been a parameter from filling the memory.
MOST_PLANS = 200


class Prepared:
    """A query to be asked often; see :func:`prepared`."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._plans: dict[Any, Plan | None] = {}
        self.__doc__, self.__name__ = build.__doc__, build.__name__

    def __call__(self, person: Any, /, **values: Any) -> list[Any]:
        """All rows for ``person``: model instances or tuples, as the builder's queryset gives them."""
        shape = shape_of(person, values)
        if shape is None:
            return list(self.build(person, **values))
        database = connections[DEFAULT_DB_ALIAS]
        key = (database.vendor, shape)
        if key not in self._plans:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            self._plans[key] = plan_of(self.build, person, values)
        plan = self._plans[key]
        if plan is None:
            return list(self.build(person, **values))
        return plan.run(parameters_of(person, values), database)

    def first(self, person: Any, /, **values: Any) -> Any | None:
        """The first row, or None. The builder says how many rows are fetched."""
        return next(iter(self(person, **values)), None)


def prepared(build: Build) -> Prepared:
    """Keep the SQL of ``build(person, **values)``.

    Values may be whole numbers, strings, moments, truths, None, or lists of numbers or strings, which the
    builder uses with ``__in`` alone (a list is filled up with its last value, so that few lengths have to be
    prepared).
    ``person`` may be anonymous, or None where she does not matter.
    """
    return Prepared(build)
