"""Whether searches for a closed gap still find nothing: how many do so in thirty days, before and since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format

from practica.reach.gaps.models import Gap, GapSignal

#: Rates are said for so many days: as long as searches are counted before a gap is closed.
MONTH = 30

# After fewer days nothing is compared: a rate of one afternoon says nothing.
FEWEST_DAYS = 7


@dataclass(frozen=True)
class Later:
    """Searches for a gap that found nothing: ``before`` in the thirty days before it was closed, ``since`` in
    the ``days`` since.

    ``rate`` is the latter for thirty days, as it is read; ``per_cent`` by how much it is more or less than
    before, None while there is nothing to compare.
    """

    before: int
    since: int
    days: int
    rate: str
    per_cent: int | None

    @classmethod
    def of(cls, *, before: int, since: int, days: int) -> Self:
        """The rates of these counts."""
        rate = since * MONTH / days
        is_early = days < FEWEST_DAYS or not before
        return cls(
            before=before,
            since=since,
            days=days,
            rate=number_format(round(rate, 1) if rate % 1 and rate < MONTH else round(rate)),
            per_cent=None if is_early else round(100 * (rate - before) / before),
        )


def later_of(gap: Gap, signals: Any) -> Later | None:
    """What became of ``gap`` after it was closed, by its live ``signals``; None while it is open.

    No farther back than signals are kept.
    """
    if gap.closed_at is None:
        return None
    kept = dt.timedelta(days=settings.GAP_KEPT_DAYS)
    passed = min(timezone.now() - gap.closed_at, kept)
    since = signals.filter(kind=GapSignal.Kind.NOTHING_FOUND, at__gt=gap.closed_at).count()
    return Later.of(before=gap.misses_before, since=since, days=max(passed.days, 1))
