"""Which views stand on a field, told before the field becomes something else or goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from practica.content.collections.models import Collection, View
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
from practica.core.types.standing import Standing

MOST_COLLECTIONS = 100


def standing(
    field: Field, before: Sequence[Field], after: Sequence[Field], *, seen_by: Any
) -> list[Standing]:
    """The views of collections ``seen_by`` sees that would lose something, collections by title."""
    rows = Collection.objects.visible_to(seen_by).filter(type=field.type_id)
    rows = rows.with_entry().prefetch_related("views").by_title()[:MOST_COLLECTIONS]
    return [
        _standing(collection, view, lost)
        for collection in rows
        for view in collection.views.all()
        if (lost := _newly_lost(view, field, before, after))
    ]


def _newly_lost(view: View, field: Field, before: Sequence[Field], after: Sequence[Field]) -> list[Lost]:
    was = {*lost_of(view, before)}
    now = [one for one in lost_of(view, after) if one not in was]
    # Options are asked for by names of their own: as something else they would be asked for in vain.
    if any(one.name == field.name for one in after) and field.kind in (Field.Kind.CHOICE, Field.Kind.CHOICES):
        emptied = Lost(FILTER, field.name)
        is_filtered = emptied in lost_of(view, [one for one in before if one.name != field.name])
        now += [emptied] if is_filtered and emptied not in now else []
    return now


def _standing(collection: Collection, view: View, lost: Sequence[Lost]) -> Standing:
    words = {
        LANES_LOST: _("This board would have no lanes any more."),
        DAYS_LOST: _("This calendar would have no days any more."),
        GROUP: _("It would not be grouped by it any more."),
        FILTER: _("Its filter would not work any more."),
        SORT: _("It would not be sorted by it any more."),
        SUM: _("It would not be summed up any more."),
    }
    title = f"{collection.entry.title} · {view.name}"
    return Standing(title, collection.address("view", view.uid), " ".join(words[one.part] for one in lost))
