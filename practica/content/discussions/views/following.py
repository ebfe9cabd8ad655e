"""What one can choose to hear of a thread, in its own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from practica.content.discussions.models import Thread
from practica.core.entries.models import Follow


@dataclass(frozen=True)
class FollowChoice:
    """One level, and whether it is the chosen one."""

    level: str
    label: str
    current: bool


def follow_choices(thread: Thread, level: str) -> list[FollowChoice]:
    """Every level; whoever has chosen none hears of mentions."""
    current = level or Follow.Level.MENTIONS
    every = _("Every new answer") if thread.is_question else _("Every new reply")
    result = _("Only when it is answered") if thread.is_question else _("Highlights")
    labels = {
        Follow.Level.EVERYTHING: every,
        Follow.Level.HIGHLIGHTS: result,
        Follow.Level.MENTIONS: _("When I am mentioned"),
        Follow.Level.MUTED: _("Nothing"),
    }
    return [FollowChoice(value, label, value == current) for value, label in labels.items()]
