"""The worker lets go of answers nobody may ask for any more."""

from __future__ import annotations

from practica.interfaces.api.actions import forget_answers
from practica.kit.jobs import every


@every(3600, name="api.forget_answers")
def forget_old_answers() -> None:
    """Once an hour."""
    forget_answers()
