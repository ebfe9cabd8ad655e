"""What a view keeps and its type no longer gives: the field is gone, or holds something else now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from practica.content.collections.models.asked import DAYS, GROUPS, LANES, OF_ENTRIES, SUMS, UNSORTED
from practica.content.collections.models.collection import View
from practica.core.types import kinds
from practica.core.types.models import Field

LANES_LOST, DAYS_LOST, GROUP, FILTER, SORT, SUM = "lanes", "days", "group", "filter", "sort", "sum"


@dataclass(frozen=True)
class Lost:
    """``part`` (lanes, days, group, filter, sort or sum) stood on the field called ``name``."""

    part: str
    name: str


def lost_of(view: View, fields: Sequence[Field]) -> tuple[Lost, ...]:
    """What ``view`` cannot show as it was made, each once, were ``fields`` those of its type."""
    kept = view.settings if isinstance(view.settings, dict) else {}
    return tuple(dict.fromkeys(_lost(view.shape, kept, {one.name: one for one in fields})))


def _lost(shape: str, kept: dict[str, Any], fields: dict[str, Field]) -> Iterator[Lost]:
    group, date = kept.get("group"), kept.get("date")
    if shape == View.Shape.BOARD:
        if isinstance(group, str) and group and not _is(fields.get(group), LANES):
            yield Lost(LANES_LOST, group)
    elif shape == View.Shape.CALENDAR:
        if isinstance(date, str) and date and not _is(fields.get(date), DAYS):
            yield Lost(DAYS_LOST, date)
    elif isinstance(group, str) and group and not _is(fields.get(group), GROUPS):
        yield Lost(GROUP, group)
    yield from (Lost(FILTER, name) for name in _filters(kept.get("filters"), fields))
    if shape != View.Shape.CALENDAR:
        for name in _texts(kept.get("sorts")):
            name = name.removeprefix("-")
            if name not in OF_ENTRIES and (name not in fields or fields[name].kind in UNSORTED):
                yield Lost(SORT, name)
    if shape == View.Shape.TABLE and isinstance(sums := kept.get("sums"), dict):
        for name, how in sums.items():
            if name not in fields or (how in SUMS and how != "count" and not _is_summed(fields[name])):
                yield Lost(SUM, name)


def _filters(given: Any, fields: dict[str, Field]) -> Iterator[str]:
    for one in given if isinstance(given, list) else []:
        if not isinstance(one, list) or len(one) != 3 or one[0] == "title":
            continue
        field = fields.get(str(one[0]))
        if field is None or one[1] not in kinds.kind_of(field).operators:
            yield str(one[0])


def _is(field: Field | None, among: Sequence[str]) -> bool:
    return field is not None and field.kind in among


def _is_summed(field: Field) -> bool:
    return field.kind == Field.Kind.NUMBER or field.is_computed


def _texts(given: Any) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
