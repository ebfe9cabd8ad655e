"""Measure M14: how much of what was missed is written within thirty days."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from practica.reach.gaps.models import Gap

IN_TIME = dt.timedelta(days=30)
WINDOW = dt.timedelta(days=180)
FEWEST = 5
MOST = 2000


@dataclass(frozen=True)
class Closure:
    """Demand-weighted share of gaps closed in time, in per cent, with a Wilson interval and its sample.

    ``gaps`` counts the gaps that had thirty days, or were closed sooner; ``median_days`` is of the closed.
    """

    gaps: int
    people: int
    per_cent: int
    low: int
    high: int
    median_days: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough gaps to say anything."""
        return self.gaps >= FEWEST


def closure(community: Any, *, person: Any, now: dt.datetime | None = None) -> Closure:
    """M14 of ``community`` (None: of the whole site), of gaps of the last 180 days ``person`` may see.

    A gap weighs as many as ask for it; once closed, as many as asked then. What is not ours is left out.
    """
    now = now or timezone.now()
    rows = Gap.objects.visible_to(person).standing().filter(community=community, opened_at__gte=now - WINDOW)
    rows = rows.exclude(state=Gap.State.NOT_OURS).with_demand().order_by("-opened_at")
    weights, closed, days = [], 0, []
    for opened, ended, demand, at_closing in rows.values_list(
        "opened_at", "closed_at", "demand", "closed_demand"
    )[:MOST]:
        weight = at_closing if ended else demand
        if weight == 0 or (ended is None and now - opened < IN_TIME):
            continue
        weights.append(weight)
        if ended:
            days.append((ended - opened).total_seconds() / 86400)
            closed += weight if ended - opened <= IN_TIME else 0
    people = sum(weights)
    share = closed / people if people else 0.0
    # Those who ask for one gap are not independent of each other: Kish's size of the weighted sample.
    low, high = wilson(share, people**2 / sum(one * one for one in weights)) if people else (0.0, 1.0)
    return Closure(
        gaps=len(weights),
        people=people,
        per_cent=round(100 * share),
        low=round(100 * low),
        high=round(100 * high),
        median_days=round(statistics.median(days), 1) if days else None,
    )


def wilson(share: float, size: float, z: float = 1.96) -> tuple[float, float]:
    """The 95 % Wilson interval of ``share`` seen in a sample of ``size``."""
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return max(middle - half, 0.0), min(middle + half, 1.0)
