"""When a page needs a look: its type says after how many days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from practica.content.pages.models import Page
from practica.core.entries.actions import plan_looks

# Of a type that says nothing, only what a former type planned.
_CONCERNED = Q(type__review_days__isnull=False) | Q(entry__review_due__isnull=False)


def plan_looks_at(entries: Collection[int]) -> None:
    """Plan the next look at the pages of these entries: as many days after they were
    written or verified, whichever was later, as their type says. Types that say nothing ask for none."""
    rows = Page.objects.filter(_CONCERNED, entry__in=entries)
    asked = rows.values_list("entry", "type__review_days", "entry__changed", "entry__verification__at")
    plan_looks({entry: _day(days, written, verified) for entry, days, written, verified in asked})


def plan_looks_at_types(uids: Collection[str]) -> None:
    """The same for every page of these types, after one of them says otherwise."""
    rows = Page.objects.filter(_CONCERNED, type__uid__in=uids)
    waiting = list(rows.order_by("pk").values_list("entry", flat=True))
    for start in range(0, len(waiting), 500):
        plan_looks_at(waiting[start : start + 500])


def _day(days: int | None, written: dt.datetime, verified: dt.datetime | None) -> dt.date | None:
    return None if days is None else max(written, verified or written).date() + dt.timedelta(days=days)
