"""``practica migrate``: bring the database to this version, and leave a stamp so that serve need not look."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from practica.config import env


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Apply what is missing."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    leave_stamp()
    return 0


def leave_stamp() -> None:
    """Say that the database is of this version."""
    _stamp().write_text(_wanted())


def stamp_matches() -> bool:
    """Whether this version's migrations were applied to this database by an earlier run."""
    stamp = _stamp()
    return stamp.exists() and stamp.read_text() == _wanted() and _database_is_there()


def _stamp() -> Path:
    return env.data_dir() / "migrated"


def _wanted() -> str:
    here = Path(__file__).resolve().parents[2]
    names = sorted(str(path.relative_to(here)) for path in here.glob("**/migrations/0*.py"))
    return hashlib.sha256("\n".join([*names, env.text("DATABASE_URL")]).encode()).hexdigest()


def _database_is_there() -> bool:
    return bool(env.text("DATABASE_URL")) or (env.data_dir() / "practica.sqlite3").exists()
