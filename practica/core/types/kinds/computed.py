"""What the house works out itself: formulas and summaries. Their value may be of any simple sort."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practica.core.types.kinds import plainly, timely
from practica.core.types.models import Field, Value
from practica.kit.access import Invalid

ERROR = "#error"


@dataclass(frozen=True)
class Failed:
    """A computation came to nothing; ``sentence`` says why."""

    sentence: str


def clean_computed(field: Field, raw: Any, actor: Any) -> Any:
    """Nobody writes it."""
    raise Invalid(_("“%(label)s” is worked out by itself.") % {"label": field.title})


def cells_of_computed(field: Field, value: Any) -> list[dict[str, Any]]:
    """In the column of what it came to."""
    if isinstance(value, Failed):
        return [{"text": value.sentence, "key": ERROR}]
    if isinstance(value, bool):
        return [{"number": float(value), "key": "yes" if value else "no"}]
    if isinstance(value, int | float):
        return plainly.cells_of_number(field, value)
    if isinstance(value, dt.datetime):
        return timely.cells_of_moment(field, value) if value.tzinfo else timely.cells_of_date(field, value)
    if isinstance(value, dt.date):
        return [*({**cell, "key": "day"} for cell in timely.cells_of_date(field, value))]
    return plainly.cells_of_text(field, str(value)[: plainly.LONGEST_LONG])


def read_computed(field: Field, rows: Sequence[Value]) -> Any:
    """What it came to."""
    row = rows[0]
    if row.key == ERROR:
        return Failed(row.text or "")
    if row.number is not None:
        return row.number == 1 if row.key in ("yes", "no") else plainly.read_number(field, rows)
    if row.moment is not None:
        return timely.read_date(field, rows) if row.key == "day" else row.moment
    return row.text or ""


def words_of_computed(field: Field, value: Any) -> str:
    """As a value of its sort is shown."""
    if isinstance(value, Failed):
        return value.sentence
    if isinstance(value, bool):
        return plainly.words_of_yesno(field, value)
    if isinstance(value, int | float):
        return plainly.words_of_number(field, value)
    if isinstance(value, dt.datetime):
        return timely.words_of_moment(field, value)
    return timely.words_of_date(field, value) if isinstance(value, dt.date) else str(value)


def plain_computed(field: Field, value: Any) -> Any:
    """As JSON; a failed one says so."""
    if isinstance(value, Failed):
        return {"error": value.sentence}
    return value.isoformat() if isinstance(value, dt.date) else value
