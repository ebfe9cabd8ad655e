"""One of several options, or several of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from practica.core.types.models import Field, Value
from practica.kit.access import Invalid


def clean_choice(field: Field, raw: Any, actor: Any) -> str:
    """The key of an option, found by its key or by its words."""
    if isinstance(raw, list | tuple):
        if len(raw) != 1:
            raise Invalid(_("Choose one option of “%(label)s”.") % {"label": field.title})
        raw = raw[0]
    return _key(field, str(raw).strip())


def clean_choices(field: Field, raw: Any, actor: Any) -> tuple[str, ...]:
    """The keys of options; in words they are separated by commas or semicolons."""
    given = raw if isinstance(raw, list | tuple) else _parts(field, str(raw))
    keys = {_key(field, str(one).strip()) for one in given if str(one).strip()}
    return tuple(one["key"] for one in (*field.choices, *field.former_choices) if one["key"] in keys)


def _parts(field: Field, text: str) -> list[str]:
    if text.strip().casefold() in _names(field):
        return [text]
    return text.replace(";", ",").split(",")


def _names(field: Field) -> dict[str, str]:
    names: dict[str, str] = {}
    for one in field.choices:
        names.setdefault(gettext(one["label"]).casefold(), one["key"])
        names.setdefault(one["label"].casefold(), one["key"])
    # Keys last: where a label of one is the key of another, people mean the label.
    return names | {one["key"]: one["key"] for one in field.choices if one["key"] not in names}


def _key(field: Field, text: str) -> str:
    # By its key also one that is offered no more: undoing, and saving what stands there already.
    if any(one["key"] == text for one in (*field.choices, *field.former_choices)):
        return text
    key = _names(field).get(text.casefold())
    if key is None:
        raise Invalid(
            _("“%(text)s” is no option of “%(label)s”.") % {"text": text[:60], "label": field.title}
        )
    return key


def cells_of_choice(field: Field, value: str) -> list[dict[str, Any]]:
    """The key, and the place among the options to sort by."""
    place = next((at for at, one in enumerate(field.choices) if one["key"] == value), len(field.choices))
    return [{"key": value, "number": float(place)}]


def cells_of_choices(field: Field, value: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each."""
    return [cell for key in value for cell in cells_of_choice(field, key)]


def read_choice(field: Field, rows: Sequence[Value]) -> str | None:
    """The key."""
    return rows[0].key


def read_choices(field: Field, rows: Sequence[Value]) -> tuple[str, ...]:
    """The keys."""
    return tuple(row.key for row in rows if row.key)


def words_of_choice(field: Field, value: str) -> str:
    """The words of the option."""
    known = (*field.choices, *field.former_choices)
    return gettext(next((one["label"] for one in known if one["key"] == value), value) or value)


def words_of_choices(field: Field, value: Sequence[str]) -> str:
    """The words of each."""
    return ", ".join(words_of_choice(field, key) for key in value)


def plain_choice(field: Field, value: str) -> str:
    """The key."""
    return value


def plain_choices(field: Field, value: Sequence[str]) -> list[str]:
    """The keys."""
    return list(value)
