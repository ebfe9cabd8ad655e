"""``practica restore``: a backup into an empty place."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from practica.config.archive.restore import RestoreRefused, restore


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
    print(f"{counts['rows']} rows and {counts['files']} files are back.")
    print("Now run: practica search rebuild")
    return 0
