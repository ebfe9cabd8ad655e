"""Gaps, the wordings they are made of, the signals those were asked in, and how they were sorted."""

from practica.reach.gaps.models.gap import Gap, GapMove, GapProposal, GapQuerySet, Wording
from practica.reach.gaps.models.signal import (
    TEXT_LENGTH,
    DaySalt,
    GapChoice,
    GapSignal,
    GapSignalQuerySet,
)

__all__ = [
    "DaySalt",
    "Gap",
    "GapChoice",
    "GapMove",
    "GapProposal",
    "GapQuerySet",
    "GapSignal",
    "GapSignalQuerySet",
    "TEXT_LENGTH",
    "Wording",
]
