"""``practica search rebuild``: the index made anew."""

from __future__ import annotations

import argparse
import time

from practica.reach.search import index
from practica.reach.search.engines import IndexBusy
from practica.reach.search.judging.state import size


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Do it here, or ask the worker that holds the index."""
    began = time.monotonic()
    try:
        done = index.rebuild(lambda count: print(f"\r{count} entries", end="", flush=True))
    except IndexBusy:
        index.request_rebuild()
        print("The worker holds the index; it rebuilds it now. practica search status tells how far it is.")
        return 0
    print(f"\r{done} entries in {time.monotonic() - began:.1f} s, {size(index.directory()) / 1e6:.1f} MB.")
    return 0
