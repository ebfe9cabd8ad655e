"""Why a view shows less, or other rows, than it was made for: said in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from practica.content.collections.models import View
from practica.content.collections.models.asked import Asked
from practica.content.collections.models.lost import (
    DAYS_LOST,
    FILTER,
    GROUP,
    LANES_LOST,
    SORT,
    SUM,
    Lost,
    lost_of,
)
from practica.core.types.models import Field


def lost_words(view: View, asked: Asked, fields: Sequence[Field]) -> list[str]:
    """A sentence for each thing that ``view`` stood on and its type no longer has; of what is asked for in an
    address instead nothing is said. One query more where something is lost."""
    lost = [one for one in lost_of(view, fields) if _is_missed(one, asked, fields)]
    if not lost:
        return []
    by_name = {one.name: one for one in fields}
    removed = Field.objects.filter(type=view.collection.type_id, removed__isnull=False)
    gone = {one.name: one for one in removed.filter(name__in=[one.name for one in lost]).order_by("removed")}
    return [_sentence(one, by_name.get(one.name), gone.get(one.name)) for one in lost]


def _is_missed(one: Lost, asked: Asked, fields: Sequence[Field]) -> bool:
    if one.part == LANES_LOST:
        return not asked.group
    if one.part == DAYS_LOST:
        return not asked.date
    # A filter that cannot be asked of a field as it is now says so itself.
    stands = one.part == FILTER and any(field.name == one.name for field in fields)
    return not asked.own and not stands


def _sentence(one: Lost, now: Field | None, gone: Field | None) -> str:
    known = now or gone
    words = {
        "field": known.title if known else one.name,
        "kind": now.get_kind_display() if now else "",
    }
    what = {
        LANES_LOST: _("The lanes of this board were the options of “%(field)s”."),
        DAYS_LOST: _("This calendar went by “%(field)s”."),
        GROUP: _("This view was grouped by “%(field)s”."),
        FILTER: _("This view was filtered by “%(field)s” and shows more rows now."),
        SORT: _("This view was sorted by “%(field)s”."),
        SUM: _("This view summed up “%(field)s”."),
    }[one.part] % words
    if now is not None:
        why = _("This field is of the kind “%(kind)s” now.") % words
    else:
        why = _("This field was removed from the type.")
    return f"{what} {why}"
