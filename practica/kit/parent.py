"""Processes that end with the one that started them: a killed server leaves no orphan behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

EVERY = 0.5


def follow(parent: int, end: Callable[[], object]) -> None:
    """Call ``end`` once, from a thread of its own, when ``parent`` (a process id) is not our parent any more.

    Asked every half second: what would tell at once (a signal at the parent's death, a handle of its process)
    is of one system only.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(EVERY)
        end()

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()
