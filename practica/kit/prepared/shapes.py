"""What of a person and of values SQL depends on, and what stands in their place while it is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

# Numbers that no row has, so that they are found again among the parameters.
_PERSON, _ORGANISATION, _FIRST = 7_340_119_286_501, 7_340_119_286_502, 7_340_119_300_000
# Moments nobody means: one for each position.
_MOMENT, _NEXT = dt.datetime(1583, 10, 14, 3, 17, 41, 271_828, dt.UTC), dt.timedelta(days=1)


class NotTheSameForAll(Exception):
    """The builder asked the stand-in for something every person has her own of."""


class _StandIn:
    """A person as far as a prepared query may know her."""

    is_authenticated = True

    def __init__(self, colleague: bool, organised: bool) -> None:
        self.pk = self.id = _PERSON
        self.is_colleague = colleague
        self.organisation_id = _ORGANISATION if organised else None

    def __getattr__(self, name: str) -> Any:
        raise NotTheSameForAll(name)


class _Visitor:
    """Nobody in particular."""

    pk = id = organisation_id = None
    is_authenticated = is_colleague = False


def shape_of(person: Any, values: dict[str, Any]) -> tuple[Any, ...] | None:
    """What tells one SQL from another; None for values that cannot be parameters."""
    kinds: list[Any] = [_standing(person)]
    for name, value in values.items():
        if isinstance(value, bool) or value is None:
            kinds.append((name, value))
        elif isinstance(value, int | str):
            kinds.append((name, isinstance(value, int)))
        elif isinstance(value, dt.datetime):
            kinds.append((name, dt.datetime))
        elif isinstance(value, list) and len({type(one) for one in value} | {int, str}) == 2:
            kinds.append((name, _room_for(value), bool(value) and type(value[0])))
        else:
            return None
    return tuple(kinds)


def _standing(person: Any) -> Any:
    if person is None or person.pk is None:
        return person is None
    colleague = bool(getattr(person, "is_colleague", False))
    return colleague, getattr(person, "organisation_id", None) is not None


def stand_in_for(person: Any) -> Any:
    """Somebody who stands as ``person`` does and has no numbers of her own."""
    if person is None or person.pk is None:
        return None if person is None else _Visitor()
    return _StandIn(*_standing(person))


def marks_for(values: dict[str, Any]) -> dict[str, Any]:
    """A value of the same shape for each, to be found again among the parameters."""
    return {name: _mark(position, value) for position, (name, value) in enumerate(values.items())}


def single_marks(marks: dict[str, Any]) -> set[Any]:
    """Every mark that has to be found."""
    wanted = [one for mark in marks.values() for one in (mark if isinstance(mark, list) else [mark])]
    return {_given(mark) for mark in wanted if not (isinstance(mark, bool) or mark is None)}


def parameters_of(person: Any, values: dict[str, Any]) -> dict[Any, Any]:
    """What to put in the place of the marks."""
    own: dict[Any, Any] = {}
    if person is not None and person.pk is not None:
        own[_PERSON], own[_ORGANISATION] = person.pk, getattr(person, "organisation_id", None)
    for position, value in enumerate(values.values()):
        mark = _mark(position, value)
        if isinstance(mark, list):
            own.update(zip(mark, value + value[-1:] * (len(mark) - len(value)), strict=True))
        elif not (isinstance(mark, bool) or mark is None):
            own[_given(mark)] = _given(value)
    return own


def _given(value: Any) -> Any:
    """``value`` as a database is given it among the parameters."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _mark(position: int, value: Any) -> Any:
    first = _FIRST + position * 10_000
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return first
    if isinstance(value, str):
        return f"⟦{first}⟧"
    if isinstance(value, dt.datetime):
        return _MOMENT + position * _NEXT
    places = range(first, first + _room_for(value))
    return [f"⟦{place}⟧" for place in places] if value and isinstance(value[0], str) else list(places)


def _room_for(values: list[Any]) -> int:
    """The next power of two: lists of any length need few statements."""
    return 1 << (len(values) - 1).bit_length() if values else 0
