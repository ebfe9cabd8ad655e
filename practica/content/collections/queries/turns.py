"""Ways to sort and to group the rows of a view, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practica.content.collections.models import View
from practica.content.collections.models.asked import GROUPS, LANES, UNSORTED, Asked, Sort
from practica.core.types.models import Field


@dataclass(frozen=True)
class Turn:
    """One way to sort or to group, and where it leads. ``state`` says how it is now: "", "on", or for sorts
    "ascending" and "descending"."""

    label: str
    url: str
    state: str = ""


def sort_turns(asked: Asked, fields: Sequence[Field]) -> list[Turn]:
    """Every way to sort, as they were made first; the one in use turns round. None for a calendar."""
    if asked.shape == View.Shape.CALENDAR:
        return []
    now = asked.sorts[0] if asked.sorts else None
    own = [("title", _("Name")), ("changed", _("Last change")), ("created", _("Made"))]
    named = [*own, *((one.name, one.title) for one in fields if one.kind not in UNSORTED)]
    turns = [Turn(_("Newest first"), "?" + asked.query(sorts=()), "" if now else "on")]
    for name, label in named:
        known = now if now is not None and now.field == name else None
        sort = Sort(name, descending=known is not None and not known.descending)
        turns.append(Turn(label, "?" + asked.query(sorts=(sort,)), state_of(known)))
    return turns


def group_turns(asked: Asked, fields: Sequence[Field]) -> list[Turn]:
    """Every way to group. None for a calendar, which is grouped by its days; a board has always lanes."""
    if asked.shape == View.Shape.CALENDAR:
        return []
    is_board = asked.shape == View.Shape.BOARD
    named = [] if is_board else [("", _("nothing"))]
    named += [(one.name, one.title) for one in fields if one.kind in (LANES if is_board else GROUPS)]
    return [
        Turn(label, "?" + asked.query(group=name), "on" if name == asked.group else "")
        for name, label in named
    ]


def state_of(sort: Sort | None) -> str:
    """How a column is sorted, as ``aria-sort`` says it; "" when it is not."""
    if sort is None:
        return ""
    return "descending" if sort.descending else "ascending"
