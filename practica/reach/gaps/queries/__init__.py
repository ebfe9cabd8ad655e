"""Gaps as their pages need them."""

from practica.reach.gaps.queries.closure import Closure, closure
from practica.reach.gaps.queries.lists import (
    OWNERS,
    SHOWS,
    Row,
    count_waiting,
    gaps_of,
)
from practica.reach.gaps.queries.one import (
    GapPage,
    candidates,
    entry_at,
    gap_or_404,
    page_of,
)
from practica.reach.gaps.queries.own import Wait, choice_of, waits_of
from practica.reach.gaps.queries.trend import Week, trend_of

__all__ = [
    "Closure",
    "GapPage",
    "OWNERS",
    "Row",
    "SHOWS",
    "Wait",
    "Week",
    "candidates",
    "choice_of",
    "closure",
    "count_waiting",
    "entry_at",
    "gap_or_404",
    "gaps_of",
    "page_of",
    "trend_of",
    "waits_of",
]
