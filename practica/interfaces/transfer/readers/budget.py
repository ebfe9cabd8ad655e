"""How much of a foreign source we are willing to read: bytes, items, depth, ratio and time."""

import time
from dataclasses import dataclass, field

from practica.interfaces.transfer.readers.reasons import refuse

KB, MB, GB = 1024, 1024**2, 1024**3


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The bounds of one reading. Sizes are bytes after unpacking, times are seconds of wall clock."""

    total_bytes: int = 4 * GB
    item_bytes: int = 100 * MB
    text_bytes: int = 5 * MB
    items: int = 50_000
    depth: int = 32
    ratio: int = 200
    seconds: float = 600
    item_seconds: float = 20
    versions_per_item: int = 200
    commits: int = 50_000


@dataclass
class Clock:
    """A stop watch that refuses the source when its time is over."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    def check(self) -> None:
        """Raise `SourceRefused` when the time is over."""
        if time.monotonic() - self.started > self.seconds:
            raise refuse("source.too-slow", limit=f"{self.seconds:g}")

    def left(self) -> float:
        """Seconds left, never below a tenth."""
        return max(0.1, self.seconds - (time.monotonic() - self.started))


def say_bytes(count: int) -> str:
    """``count`` bytes in the words of a person: “100 MB”."""
    for unit, size in (("GB", GB), ("MB", MB), ("KB", KB)):
        if count >= size:
            return f"{count / size:.1f}".rstrip("0").rstrip(".") + f" {unit}"
    return f"{count} bytes"
