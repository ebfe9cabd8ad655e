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
    #: Messages a second in the long run, and how many at once.
    rate: float = 50.0
    burst: float = 400.0
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
    """How fast one client may send: says how long to wait before the next message is read."""

    def __init__(self, limits: Limits) -> None:
        self.rate, self.burst = limits.rate, limits.burst
        self.left, self.at = limits.burst, time.monotonic()

    def wait(self) -> float:
        """Seconds to wait after a message; 0 most of the time."""
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        self.left -= 1.0
        return 0.0 if self.left >= 0 else -self.left / self.rate
