"""What stands on the sample site for weeks is no news there."""

from __future__ import annotations

from practica.config.demo import material
from practica.core.entries.models import Entry


def age(entry: Entry, days: float) -> None:
    """Let ``entry`` have been made, and touched last, so many days ago."""
    then = material.days_ago(days)
    Entry.objects.filter(pk=entry.pk).update(created=then, published=then, changed=then, active_at=then)
