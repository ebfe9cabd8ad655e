"""Questions asked on every page, put into SQL once and asked again with another person's numbers.

Building a query that holds several rules of sight costs the ORM some ten milliseconds, running it a fraction
of one. The SQL is built for a stand-in whose numbers are easy to recognise among the parameters; it depends
on nothing else of a person than whether she is a colleague and has an organisation. A rule that looks at
more (at roles, say) makes the stand-in refuse, and the question is then asked the long way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection

from practica.core.people.models import Organisation, Person

Build = Callable[[Any], Any]
PERSON, ORGANISATION = 7_340_119_286_501, 7_340_119_286_502


class NotTheSameForAll(Exception):
    """The rule asked the stand-in for something every person has her own of."""


class _NoRoles(dict[int, str]):
    """Stands where the roles of a person are kept, and gives none away."""

    def _refuse(self, *_args: Any, **_named: Any) -> Any:
        raise NotTheSameForAll

    __iter__ = __len__ = __bool__ = __contains__ = __getitem__ = get = items = keys = values = _refuse


def first_row(build: Build, person: Any) -> tuple[Any, ...]:
    """The first row of ``build(person)``, a module-level function that makes a ``values_list`` query of plain
    numbers and truths; an empty tuple when there is none."""
    found = _sql(build, person.is_colleague, person.organisation_id is not None, connection.vendor)
    if found is None:
        return build(person).first() or ()
    sql, parameters = found
    own = {PERSON: person.pk, ORGANISATION: person.organisation_id}
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [own.get(value, value) if isinstance(value, int) else value for value in parameters]
        )
        return tuple(cursor.fetchone() or ())


@lru_cache(maxsize=64)
def _sql(build: Build, colleague: bool, organised: bool, vendor: str) -> tuple[str, tuple[Any, ...]] | None:
    try:
        sql, parameters = build(_stand_in(colleague, organised))[:1].query.get_compiler("default").as_sql()
    except NotTheSameForAll:
        return None
    return sql, tuple(parameters)


def _stand_in(colleague: bool, organised: bool) -> Person:
    person = Person(pk=PERSON, is_active=True, has_account=True)
    if organised:
        standing = Organisation.Standing.HOME if colleague else Organisation.Standing.PARTNER
        person.organisation = Organisation(pk=ORGANISATION, standing=standing)
    person._roles = _NoRoles()  # type: ignore[attr-defined]
    return person
