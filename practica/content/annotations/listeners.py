"""What annotations do when a text is edited: stay with their passage, or say that it is gone."""

from __future__ import annotations

from collections.abc import Sequence

from practica.content.annotations.actions import find_again
from practica.core.ledger.models import FactRow


def text_changed(facts: Sequence[FactRow]) -> None:
    """Find the passages again."""
    find_again({fact.entry_id for fact in facts if fact.entry_id})
