"""Many rows at once: what ``bulk_create`` writes, in a fifth of its time.

``bulk_create`` asks every field of every row three times what the database is to be given. Imports write
seventeen rows for each line of a table, nearly all of them plain texts and numbers that a database takes as
they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models.fields import NOT_PROVIDED

M = TypeVar("M", bound=models.Model)
#: Values in one statement: SQLite takes 32,766, PostgreSQL 65,535.
MOST_VALUES = 30_000
#: Python keeps the last 128 statements of a SQLite connection, each with the values it was last given. With
#: as many lengths of statements as there are numbers of rows, those held the texts of thousands of pages of
#: an import: rows with more letters than ``MUCH_TEXT`` are written by statements of few lengths.
MUCH_TEXT, MOST_ROWS, FEW_ROWS = 200_000, 64, 16
#: What a field of these kinds gives the database as it is.
_AS_IT_IS: dict[str, type] = {
    "CharField": str, "SlugField": str, "TextField": str, "FloatField": float,
    "ForeignKey": int, "OneToOneField": int, "BigIntegerField": int, "IntegerField": int,
    "PositiveIntegerField": int, "PositiveSmallIntegerField": int, "PositiveBigIntegerField": int,
}  # fmt: skip


def insert_objects(objects: Sequence[M]) -> Sequence[M]:
    """Write new ``objects``, all of one model, and give them their ids. As with ``bulk_create`` no ``save``
    of theirs is called. Raises IntegrityError, as all here do, and then nothing is written."""
    if not objects:
        return objects
    model = type(objects[0])
    names = [field.attname for field in _fields(model)]
    ids = insert(model, {name: [getattr(one, name) for one in objects] for name in names})
    for one, pk in zip(objects, ids, strict=True):
        one.pk = pk
        one._state.adding = False
        one._state.db = connection.alias
    return objects


def insert(
    model: type[models.Model],
    columns: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
) -> list[int]:
    """Write rows of ``model`` given by column (``entry_id``, as attributes are called), and return their ids
    in order. Columns of ``same`` hold one value for all; what is not named holds its default, asked for once.
    """
    ids: list[int] = []
    _write(model, columns, same or {}, f" RETURNING {_quoted(_pk(model))}", ids)
    return ids


def put(
    model: type[models.Model],
    columns: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Write rows as :func:`insert` does when nobody asks for their ids. One that is there already, by the
    columns of ``unique``, is given the columns of ``update`` instead."""
    ending = ""
    if unique:
        named = {field.attname: _quoted(field) for field in _fields(model)}
        new = ", ".join(f"{named[one]} = EXCLUDED.{named[one]}" for one in update)
        ending = f" ON CONFLICT ({', '.join(named[one] for one in unique)}) DO UPDATE SET {new}"
    _write(model, columns, same or {}, ending, None)


def _write(
    model: type[models.Model],
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any],
    ending: str,
    ids: list[int] | None,
) -> None:
    count = len(next(iter(columns.values()), ()))
    if not count:
        return
    fields, ready = [], []
    for field in _fields(model):
        given = columns.get(field.attname)
        if given is not None and len(given) != count:
            raise ValueError(f"{field.attname} has {len(given)} values for {count} rows.")
        if given is None:
            value = same[field.attname] if field.attname in same else _default(field)
            if value is NOT_PROVIDED:
                continue
            given = [value]
        fields.append(field)
        ready.append(_ready(field, given) if len(given) == count else repeat(_ready(field, given)[0], count))
    unknown = {*columns, *same} - {field.attname for field in fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}.")
    table = connection.ops.quote_name(model._meta.db_table)
    head = f"INSERT INTO {table} ({', '.join(map(_quoted, fields))}) VALUES "  # noqa: S608 - names of the house
    one_row = f"({', '.join(['%s'] * len(fields))})"
    rows = list(zip(*ready, strict=True))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if ids is None and connection.vendor == "sqlite":
            # One statement, read once by SQLite and run for each row.
            cursor.executemany(f"{head}{one_row}{ending}", rows)
            return
        are_heavy = connection.vendor == "sqlite" and _letters(rows) > MUCH_TEXT
        start = 0
        while start < count:
            at_once = min(count - start, MOST_VALUES // len(fields))
            some = rows[start : start + (_of_few_lengths(at_once) if are_heavy else at_once)]
            start += len(some)
            marks = ", ".join([one_row] * len(some))
            cursor.execute(f"{head}{marks}{ending}", list(chain.from_iterable(some)))
            if ids is not None:
                ids += [pk for (pk,) in cursor.fetchall()]


def _letters(rows: Sequence[Sequence[Any]]) -> int:
    return sum(len(value) for row in rows for value in row if isinstance(value, str))


def _of_few_lengths(rows: int) -> int:
    """At most ``rows``: the largest power of two, that it be met again soon. A few are not worth several."""
    return rows if rows <= FEW_ROWS else min(1 << (rows.bit_length() - 1), MOST_ROWS)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _pk(model: type[models.Model]) -> models.Field[Any, Any]:
    pk = model._meta.pk
    if pk is None:  # an abstract model has none
        raise ValueError(f"{model.__name__} has no rows.")
    return pk


def _quoted(field: models.Field[Any, Any]) -> str:
    return str(connection.ops.quote_name(str(field.column)))


def _default(field: models.Field[Any, Any]) -> Any:
    if field.unique and not field.null:
        raise ValueError(f"Each row needs its own {field.attname}.")
    if field.default is NOT_PROVIDED and field.db_default is not NOT_PROVIDED:
        return NOT_PROVIDED
    return field.get_default()


def _ready(field: models.Field[Any, Any], values: Sequence[Any]) -> list[Any]:
    """``values`` as the database takes them; the same object (a moment, an empty list) is asked for once."""
    plain = _AS_IT_IS.get(field.get_internal_type())
    known: dict[int, Any] = {}
    prepare: Callable[..., Any] = field.get_db_prep_save
    ready = []
    for value in values:
        if value is None or type(value) is plain:
            ready.append(value)
            continue
        key = id(value)
        if key not in known:
            known[key] = prepare(value, connection=connection)
        ready.append(known[key])
    return ready
