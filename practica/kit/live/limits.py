"""How much one client, and one document, may ask of a room."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds of rooms; sizes in bytes, times in seconds."""

    message: int = 1024 * 1024
    #: Of a document's text. A page is saved up to half of it: enough room to paste first and cut then.
    text: int = 200 * 1024
    #: Levels of nodes. Yjs deletes by recursion: some ten thousand would end the process.
    depth: int = 300
    #: Of the Yjs document with all that was deleted.
    state: int = 8 * 1024 * 1024
    #: A document is measured after so much was typed.
    unmeasured: int = 32 * 1024
    clients: int = 100
    #: Of one person in a room: nobody fills it alone.
    windows: int = 20
    #: Messages of one person a second in the long run, and how many at once.
    rate: float = 50.0
    burst: float = 400.0
    #: Seconds of the process's time that hers take a second in the long run, and how many at once: to measure
    #: a long text takes as long as hundreds of letters.
    work: float = 0.2
    work_burst: float = 2.0
    #: What may wait for a slow client.
    waiting: int = 500
    waiting_bytes: int = 16 * 1024 * 1024
    #: One caret.
    presence: int = 4 * 1024
    carets: int = 8
    #: How long what was asked about rights holds.
    rights: float = 3.0
    oldest_rights: float = 5.0
    #: What is typed within this time is stored together.
    batch: float = 0.5
    #: How often what happened elsewhere is looked for.
    look: float = 1.0
    #: An empty room is kept so long: people reload.
    empty: float = 3.0
    #: Nobody typed for so long; or there was no pause for so long.
    quiet: float = 600.0
    unquiet: float = 1800.0


class Pace:
    """How fast one person may send, through all her windows: says how long to wait before the next message is
    read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left, self.work_left, self.at = limits.burst, limits.work_burst, time.monotonic()

    def wait(self) -> float:
        """Seconds to wait after a message; 0 most of the time."""
        limits, now = self.limits, time.monotonic()
        passed, self.at = now - self.at, now
        self.left = min(limits.burst, self.left + passed * limits.rate) - 1.0
        self.work_left = min(limits.work_burst, self.work_left + passed * limits.work)
        return max(0.0, -self.left / limits.rate, -self.work_left / limits.work)

    def took(self, seconds: float) -> None:
        """A message of hers kept the process busy for so long."""
        self.work_left -= seconds
