"""``practica worker``: deliveries, routines and jobs; ends when the process that started it is gone."""

from __future__ import annotations

import argparse

from practica.config.worker import Worker
from practica.kit.parent import follow


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: the process to follow."""
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Work until stopped."""
    work(args.parent)
    return 0


def work(parent: int) -> None:
    """Work until stopped, or until the process ``parent`` (0: none) is gone."""
    worker = Worker()
    if parent:
        follow(parent, worker.stop)
    worker.run()
