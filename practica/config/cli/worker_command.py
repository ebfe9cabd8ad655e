"""``practica worker``: deliveries, routines and jobs; ends when the process that started it is gone."""

from __future__ import annotations

import argparse
import os
import threading
import time

from practica.config.worker import Worker


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: the process to follow."""
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Work until stopped."""
    worker = Worker()
    if args.parent:
        threading.Thread(target=_follow, args=(args.parent, worker), daemon=True).start()
    worker.run()
    return 0


def _follow(parent: int, worker: Worker) -> None:
    """Stop ``worker`` once ``parent`` is gone: a killed server leaves no orphan behind."""
    while os.getppid() == parent:
        time.sleep(1)
    worker.stop()
