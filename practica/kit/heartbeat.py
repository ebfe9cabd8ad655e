"""Marks in the data folder that say when something last happened: the worker's round, a backup."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings


def beat(name: str) -> None:
    """Note that ``name`` happened now. A disk that cannot be written is somebody else's alarm."""
    mark = _mark(name)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        return


def age(name: str) -> float | None:
    """Seconds since ``name`` last happened; None when it never did."""
    try:
        return max(time.time() - _mark(name).stat().st_mtime, 0.0)
    except OSError:
        return None


def _mark(name: str) -> Path:
    return Path(settings.DATA_DIR) / "marks" / name
