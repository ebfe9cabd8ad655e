"""``practica restore``: a backup into an empty place."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from practica.config.archive.restore import RestoreRefused, restore
from practica.config.cli.migrate_command import leave_stamp
from practica.reach.search.index import request_rebuild


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: the backup."""
    parser.add_argument("source", type=Path, help="a file written by practica backup")


def run(args: argparse.Namespace) -> int:
    """Restore and say what came back; the search index is made anew by the next start."""
    try:
        counts = restore(args.source)
    except RestoreRefused as problem:
        print(problem, file=sys.stderr)
        return 1
    leave_stamp()
    # Also where an index of before was left in place.
    request_rebuild()
    print(f"{counts['rows']} rows and {counts['files']} files are back.")
    print("The search index is made anew when the site starts.")
    return 0
