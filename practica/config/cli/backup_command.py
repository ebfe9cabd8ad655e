"""``practica backup``: everything into one file, while the site runs."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import sys
from pathlib import Path

from practica.config.archive.backup import backup
from practica.kit.heartbeat import beat


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: where the backup goes."""
    parser.add_argument("target", nargs="?", type=Path, help="the file to write, or a folder for it")


def run(args: argparse.Namespace) -> int:
    """Write the backup and say what is in it."""
    name = f"practica-{dt.datetime.now():%Y-%m-%d-%H%M%S}.zip"
    target = args.target or Path(name)
    if target.is_dir():
        target = target / name
    try:
        counts = backup(target)
    except OSError as problem:
        with contextlib.suppress(OSError):
            target.with_name(f"{target.name}.part").unlink(missing_ok=True)
        print(f"The backup cannot be written to {target}: {problem.strerror or problem}.", file=sys.stderr)
        return 1
    beat("backup")
    print(f"{target}: {counts['rows']} rows and {counts['files']} files.")
    if counts["missing"]:
        print(f"{counts['missing']} files were named by rows but not found; manifest.json lists them.")
    return 0
