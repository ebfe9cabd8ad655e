"""Pages take turns: one thread at a time computes, the others wait without fighting for the interpreter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# Nobody waits longer than this for her turn: a page that hangs must not stop the others.
MOST_SECONDS = 1.0


def taking_turns(application: Application, *, at_once: int) -> Application:
    """``application``, with at most ``at_once`` requests for pages being computed at the same time.

    Threads of one process share one interpreter. Each question to the database gives it away, and with four
    threads wanting it, getting it back cost as much CPU as the page itself. What has a body (forms, uploads)
    does not take turns, as it may have to wait for a slow line; nor does sending what is streamed.
    """
    turns = threading.BoundedSemaphore(at_once) if at_once > 1 else threading.Lock()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        has_turn = turns.acquire(timeout=MOST_SECONDS)
        try:
            return application(environ, start_response)
        finally:
            if has_turn:
                turns.release()

    return answer
