"""``practica live``: the sockets of co-editing alone; ``practica serve`` starts it when it is needed."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys

from practica.config import env
from practica.config.listening import listen
from practica.config.live import serve
from practica.kit.parent import follow


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: where to listen, where the site is; those after that are for ``serve`` alone."""
    port = env.number("PORT", 8000)
    parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=env.number("LIVE_PORT", 0) or port + 1)
    parser.add_argument("--site-port", type=int, default=port, help="the port of the site's pages")
    parser.add_argument("--idle", type=float, default=0.0, help="end after so many seconds without anybody")
    parser.add_argument("--socket", type=int, default=-1, help=argparse.SUPPRESS)
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; what was typed is kept."""
    try:
        listening = socket.socket(fileno=args.socket) if args.socket >= 0 else listen(args.host, args.port)
    except OSError as problem:
        print(f"Co-editing cannot listen on {args.host}:{args.port}: {problem.strerror}.", file=sys.stderr)
        return 1
    if args.parent:
        follow(args.parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    serve(listening, site_port=args.site_port, idle=args.idle)
    return 0
