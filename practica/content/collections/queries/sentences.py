"""Filters as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from practica.content.collections.models.asked import Asked, Filter
from practica.content.collections.queries.rows import operators_for
from practica.core.types import kinds
from practica.core.types.models import Field
from practica.kit.access import Invalid


@dataclass(frozen=True)
class Chip:
    """A filter as a sentence, where it is changed, and the view without it."""

    words: str
    change_url: str
    remove_url: str


def chips_of(asked: Asked, fields: Sequence[Field], *, seen_by: Any) -> list[Chip]:
    """The filters ``asked`` has, as sentences for ``seen_by``."""
    by_name = {one.name: one for one in fields}
    chips = []
    for one in asked.filters:
        without = "?" + asked.query(filters=tuple(other for other in asked.filters if other != one))
        change = urlencode({"add": one.field, "operator": one.operator, "value": one.value})
        words = _sentence(one, by_name.get(one.field), seen_by)
        chips.append(Chip(words, f"{without}&{change}#filter", without))
    return chips


def _sentence(one: Filter, field_: Field | None, seen_by: Any) -> str:
    """ "Cost is more than 100": a filter as people say it."""
    operator = next((op for op in operators_for(field_) if op.name == one.operator), None)
    words = {
        "field": field_.title if field_ else _("Name"),
        "operator": operator.label if operator else one.operator,
        "value": _value_words(one, field_, seen_by),
    }
    if operator is not None and not operator.takes_value:
        return _("%(field)s %(operator)s") % words
    return _("%(field)s %(operator)s %(value)s") % words


def _value_words(one: Filter, field_: Field | None, seen_by: Any) -> str:
    if field_ is None:
        return one.value
    if field_.kind == Field.Kind.YESNO:
        return _("yes") if one.value == "yes" else _("no")
    if field_.kind in (Field.Kind.DATE, Field.Kind.MOMENT, Field.Kind.PEOPLE, Field.Kind.RELATION):
        try:
            return kinds.shown(field_, kinds.clean(field_, one.value, actor=seen_by)) or one.value
        except Invalid:  # nobody, or nothing, she sees: it is said as it was asked
            return one.value
    labels = {choice["key"]: choice["label"] for choice in field_.choices}
    return ", ".join(labels.get(key, key) for key in one.value.split(",")) if labels else one.value
