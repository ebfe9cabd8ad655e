"""``practica backup``: everything into one file, while the site runs."""

from __future__ import annotations

import argparse
import datetime as dt
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
    counts = backup(target)
    beat("backup")
    print(f"{target}: {counts['rows']} rows and {counts['files']} files.")
    if counts["missing"]:
        print(f"{counts['missing']} files were named by rows but not found; manifest.json lists them.")
    return 0
