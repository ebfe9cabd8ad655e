"""Giving memory back that a large piece of work took and left."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let the system have what this process has freed: the C library keeps it as long as anything above it is
    in use. Elsewhere than with glibc there is nothing to do."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
