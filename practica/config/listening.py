"""A port that is listened on before anything is loaded, so that nobody who comes early is turned away."""

from __future__ import annotations

import socket

# People who all come back at once, after a restart, wait here for their turn.
BACKLOG = 512


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises OSError when it cannot."""
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
