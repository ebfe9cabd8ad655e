"""What a piece of work costs, whatever else the machine is doing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def cpu_seconds(work: Callable[[], Any], *, enough: float) -> float:
    """The least CPU seconds of up to three tries of ``work``; one try will do once it is below ``enough``.

    A busy neighbour on the same core makes a try dearer, never cheaper.
    """
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
        if least < enough:
            break
    return least
