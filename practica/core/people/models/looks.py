"""The hue and letters that stand for a name where there is no picture."""

from __future__ import annotations

import zlib


def hue_of(name: str) -> int:
    """A hue, 0 to 359, that always belongs to ``name``."""
    return zlib.crc32(name.casefold().encode()) % 360


def initials_of(name: str) -> str:
    """One or two letters that stand for ``name`` in an avatar."""
    words = [word for word in name.split() if word[:1].isalnum()]
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper() or "?"
