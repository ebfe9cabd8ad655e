"""Rows as lines of JSON: out with full precision, in through the model fields."""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

# Made anew by Django for each database; everything else travels.
DERIVED = {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}


def models_to_keep(registry: Any = apps) -> list[type[models.Model]]:
    """Every model with a table of its own, many-to-many tables included."""
    found = registry.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in DERIVED]


def columns_of(model: type[models.Model]) -> list[str]:
    """The attribute names of a row's own columns, in order."""
    return [field.attname for field in model._meta.concrete_fields]


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Each row of ``model`` as a JSON list, streamed."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def load(model: type[models.Model], columns: list[str], source: Iterable[bytes]) -> int:
    """Insert the rows of ``source`` into the empty table of ``model``; return how many."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    count, batch = 0, []
    for line in source:
        values = {
            name: _back(fields[name], value) for name, value in zip(columns, json.loads(line), strict=True)
        }
        batch.append(model(**values))
        if len(batch) == 1000:
            model._base_manager.bulk_create(batch)
            count, batch = count + len(batch), []
    model._base_manager.bulk_create(batch)
    return count + len(batch)


def _back(field: models.Field, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"base64"}:
        return base64.b64decode(value["base64"])
    if isinstance(field, models.DurationField) and value is not None:
        return dt.timedelta(seconds=value)
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def reset_sequences(kept: list[type[models.Model]]) -> None:
    """Let new rows take numbers above the restored ones (PostgreSQL; SQLite does so by itself)."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(statement)
