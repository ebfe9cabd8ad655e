"""A port that is listened on before anything is loaded, so that nobody who comes early is turned away."""

from __future__ import annotations

import errno
import socket
import time

# People who all come back at once, after a restart, wait here for their turn.
BACKLOG = 512
AGAIN_AFTER = 0.2


def listen(host: str, port: int, *, patience: float = 0.0) -> socket.socket:
    """A socket that listens there. Raises OSError when it cannot, also after ``patience`` seconds in which
    whoever has the port may let go of it."""
    until = time.monotonic() + patience
    while True:
        try:
            return _listen(host, port)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
            time.sleep(AGAIN_AFTER)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening
