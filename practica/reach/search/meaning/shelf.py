"""The vectors that questions are compared with: a large file, and a small one with what changed since.

One process writes (:mod:`practica.reach.search.meaning.publishing`), any number read and notice each change.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from practica.reach.search.meaning.segment import Segment, Unreadable

log = structlog.get_logger(__name__)

NOW = "now.json"

# Who sees what is kept for so many readers as long as the files stay.
_MOST_READERS = 200

Places = NDArray[np.bool_]


@dataclass
class Standing:
    """The files of one moment. ``dead``: documents of the base that changed or went since."""

    segments: tuple[Segment, ...]
    _seen: dict[tuple[int, frozenset[str]], Places] = field(default_factory=dict)

    @property
    def model(self) -> str:
        """The identity of the model that made the vectors."""
        return self.segments[0].model

    @property
    def floor(self) -> float:
        """The cosine that texts with nothing in common hardly reach."""
        return self.segments[0].floor

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        return self.segments[0].dimensions

    @property
    def documents(self) -> int:
        """How many documents have vectors."""
        return sum(map(len, self.segments)) - sum(len(segment.dead) for segment in self.segments)

    @property
    def passages(self) -> int:
        """How many vectors there are."""
        return sum(len(segment.vectors) for segment in self.segments)

    def visible(self, number: int, scopes: Sequence[str]) -> Places:
        """For each document of a segment whether a reader with ``scopes`` may see it."""
        wanted = (number, frozenset(scopes))
        if wanted not in self._seen:
            if len(self._seen) > _MOST_READERS:
                self._seen.clear()
            seen = self.segments[number].within(scopes)
            for later in self.segments[number + 1 :]:
                seen[later.dead] = False
            self._seen[wanted] = seen
        return self._seen[wanted]


class Shelf:
    """The files in one directory, looked at anew whenever they change."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = threading.Lock()
        self._mark: tuple[int, int] | None = None
        self._standing: Standing | None = None

    def now(self) -> Standing | None:
        """What stands on the shelf; None while there is nothing, or nothing that can be read."""
        try:
            stat = (self.directory / NOW).stat()
        except FileNotFoundError:
            return None
        mark = (stat.st_ino, stat.st_mtime_ns)
        if mark != self._mark:
            with self._lock:
                if mark != self._mark:
                    self._standing, self._mark = self._read(), mark
        return self._standing

    def _read(self) -> Standing | None:
        # A file named a moment ago may be gone for a newer one: look once more.
        for _ in range(3):
            try:
                names = json.loads((self.directory / NOW).read_text(encoding="utf-8"))
                return Standing(tuple(Segment(self.directory / str(name)) for name in names))
            except (OSError, ValueError, TypeError, Unreadable) as problem:
                log.warning("vectors cannot be read", reason=str(problem))
        return None
