"""How many people missed something, week by week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone

from practica.reach.gaps.models import Gap, GapSignal

WEEKS = 13


@dataclass(frozen=True)
class Week:
    """One week: its Monday, how many different people missed something, and that in per cent of the most."""

    monday: dt.date
    people: int
    share: int


def trend_of(*, person: Any, community: Any = None, gap: Gap | None = None) -> list[Week]:
    """The last thirteen weeks of ``gap``, else of all gaps of ``community`` (None: of the whole site) that
    ``person`` may see, the oldest first."""
    this = timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday())
    mondays = [this - dt.timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    seen = Gap.objects.visible_to(person)
    wanted = seen.filter(pk=gap.pk) if gap is not None else seen.filter(community=community)
    rows = GapSignal.objects.live().filter(wording__gap__in=wanted.values("pk"), day__gte=mondays[0])
    weekly = rows.annotate(week=TruncWeek("day")).order_by("week").values_list("week")
    counted = dict(weekly.annotate(Count("asker", distinct=True)))
    most = max(counted.values(), default=0)
    return [
        Week(monday, counted.get(monday, 0), round(100 * counted.get(monday, 0) / most) if most else 0)
        for monday in mondays
    ]
