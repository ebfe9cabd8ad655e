"""Entries in the order of their fields, a page at a time; what has no value comes last either way."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from practica.core.types import kinds
from practica.core.types.models import Field, Value
from practica.core.types.queries.filtering import FEW
from practica.kit.access import Invalid

OF_ENTRIES = {"title": Lower("title"), "changed": F("changed"), "created": F("created")}
PAGE = 100
#: What a key begins with says what it goes on from.
KEYS = ("value", "blank", "pk", "at")
MOST_ROWS = 2**53


@dataclass(frozen=True)
class Order:
    """By ``field`` (or ``"title"``, ``"changed"``, ``"created"``), upwards unless ``descending``."""

    field: Field | str
    descending: bool = False


@dataclass(frozen=True)
class Page:
    """The ids of some entries in order, and the key of the following page ("" at the end)."""

    ids: list[int]
    following: str


def ordered(entries: Any, orders: Sequence[Order]) -> Any:
    """``entries`` in order, all of them: for exports and small sets; lists of many use :func:`page_of`."""
    terms: list[Any] = []
    for place, order in enumerate(orders):
        if isinstance(order.field, str):
            term: Any = OF_ENTRIES[order.field]
        else:
            name = f"by_{place}"
            held = Q(values__field=order.field.pk, values__position=0)
            entries = entries.annotate(**{name: FilteredRelation("values", condition=held)})
            term = _by(order.field, f"{name}__")
        terms.append(term.desc(nulls_last=True) if order.descending else term.asc(nulls_last=True))
    return entries.order_by(*terms, "-pk")


def page_of(
    entries: Any,
    orders: Sequence[Order],
    *,
    after: str = "",
    limit: int = PAGE,
    is_narrow: bool = False,
    by_number: bool = False,
) -> Page:
    """Some of ``entries`` from the key ``after`` on (a malformed one starts at the top).

    By one field the index of its values is walked, whatever their number. ``is_narrow`` says that filters
    may have left few: then those are sorted, where walking would pass by many others to find them.
    ``by_number`` is for readers who may not see what it is sorted by: their key is how many came before, as
    one that holds a value tells it, and asks for it.
    """
    key = _read_key(after)
    if by_number and orders:
        return _numbered(entries, orders, key, limit)
    if not orders:
        rows = entries.filter(pk__lt=key[1]) if key and key[0] == "pk" else entries
        found = list(rows.order_by("-pk").walked().values_list("pk", flat=True)[: limit + 1])
        return _page(found, limit, lambda last: ["pk", last])
    if len(orders) == 1 and isinstance(orders[0].field, Field):
        if is_narrow:
            few = list(entries.order_by().walked().values_list("pk", flat=True)[: FEW + 1])
            if len(few) <= FEW:
                return _sorted(few, orders[0], key, limit)
        return _walked(entries, orders[0], key, limit)
    return _numbered(entries, orders, key, limit)


def _numbered(entries: Any, orders: Sequence[Order], key: list[Any] | None, limit: int) -> Page:
    """All sorted, from the row so far down."""
    start = max(0, int(key[1])) if key and key[0] == "at" else 0
    found = list(ordered(entries, orders).values_list("pk", flat=True)[start : start + limit + 1])
    return _page(found, limit, lambda _last: ["at", start + limit])


def _walked(entries: Any, order: Order, key: list[Any] | None, limit: int) -> Page:
    """Along the index of values first, then those without one, newest first."""
    field: Any = order.field
    column = _column(field)
    if key is not None and key[0] not in ("value", "blank"):
        # Of another order, or of the few there were a moment ago.
        key = None
    seen = Exists(entries.order_by().filter(pk=OuterRef("entry_id")))
    filled: list[tuple[int, Any]] = []
    if key is None or key[0] == "value":
        rows = Value.objects.annotate(by=_by(field)).filter(
            seen, field=field, position=0, **{f"{column}__isnull": False}
        )
        if key is not None:
            value, pk = _from_key(key[1]), int(key[2])
            further, same = ("lt", "lt") if order.descending else ("gt", "gt")
            rows = rows.filter(Q(**{f"by__{further}": value}) | Q(by=value, **{f"entry_id__{same}": pk}))
        sign = "-" if order.descending else ""
        rows = rows.order_by(f"{sign}by", f"{sign}entry_id")
        filled = list(rows.values_list("entry_id", "by")[: limit + 1])
        if len(filled) > limit:
            last, value = filled[limit - 1]
            return Page([pk for pk, _value in filled[:limit]], _write_key(["value", _for_key(value), last]))
    there = Value.objects.filter(
        field=field, entry=OuterRef("pk"), position=0, **{f"{column}__isnull": False}
    )
    blanks = entries.filter(~Exists(there)).order_by("-pk")
    if key is not None and key[0] == "blank":
        blanks = blanks.filter(pk__lt=int(key[1]))
    room = limit - len(filled)
    empty = list(blanks.walked().values_list("pk", flat=True)[: room + 1])
    ids = [pk for pk, _value in filled] + empty[:room]
    if len(empty) <= room:
        return Page(ids, "")
    # With no room left for a blank the next page begins with the newest of them.
    return Page(ids, _write_key(["blank", empty[room - 1] if room else empty[0] + 1]))


def _sorted(ids: list[int], order: Order, key: list[Any] | None, limit: int) -> Page:
    field: Any = order.field
    column = _column(field)
    rows = Value.objects.annotate(by=_by(field)).filter(
        field=field, position=0, entry__in=ids, **{f"{column}__isnull": False}
    )
    held = sorted(((value, pk) for pk, value in rows.values_list("entry_id", "by")), reverse=order.descending)
    filled = [pk for _value, pk in held]
    order_of = filled + sorted(set(ids) - set(filled), reverse=True)
    start = int(key[1]) if key and key[0] == "at" else 0
    return _page(order_of[start : start + limit + 1], limit, lambda _last: ["at", start + limit])


def _by(field: Field | str, prefix: str = "") -> Any:
    """What rows are sorted by: a column as it is, so that its index is walked; names whatever their case."""
    term = F(f"{prefix}{_column(field)}")
    return Lower(term) if "__" in _column(field) else term


def _column(field: Field | str) -> str:
    column = kinds.kind_of(field).order if isinstance(field, Field) else ""
    if not column:
        label = field.title if isinstance(field, Field) else field
        raise Invalid(_("Entries cannot be sorted by “%(label)s”.") % {"label": label})
    return column


def _page(found: list[int], limit: int, key: Any) -> Page:
    more = len(found) > limit
    return Page(found[:limit], _write_key(key(found[limit - 1])) if more else "")


def _for_key(value: Any) -> Any:
    return {"at": value.isoformat()} if isinstance(value, dt.datetime) else value


def _from_key(value: Any) -> Any:
    return dt.datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value


def _write_key(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def _read_key(text: str) -> list[Any] | None:
    try:
        parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        kind, value = parts[0], parts[1]
        number = int(parts[2] if kind == "value" else value)
        is_value = isinstance(_from_key(value), str | int | float | dt.datetime)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None
    return parts if kind in KEYS and is_value and 0 <= number <= MOST_ROWS else None
