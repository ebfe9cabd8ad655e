"""Databases that are brought from one version to another: of the kind that this run of the tests is about."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from practica.config.settings import data

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("PRACTICA_DATABASE_URL", "")


@dataclass(frozen=True)
class Database:
    """One site's; ``url`` empty: SQLite in its folder."""

    folder: Path
    url: str = ""

    def migrate(self, *to: str) -> None:
        """Bring it to the version ``to``, or to that of today."""
        environment = os.environ | {
            "PRACTICA_DATA_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": data.__package__,
        }
        environment.pop("PRACTICA_DATABASE_URL", None)
        if self.url:
            environment["PRACTICA_DATABASE_URL"] = self.url
        asked = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0", *to]
        subprocess.run(asked, env=environment, cwd=ROOT, check=True, timeout=1200)  # noqa: S603

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The answer to a question in SQL; empty for what gives none."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as database:
                answer = database.execute(question)
                return answer.fetchall() if answer.description else []
        with sqlite3.connect(self.folder / "practica.sqlite3") as database:
            return database.execute(question).fetchall()


@contextmanager
def a_database(folder: Path) -> Iterator[Database]:
    """An empty one, gone afterwards: SQLite in ``folder``, or one more at the PostgreSQL there is."""
    if not SERVER.startswith("postgres"):
        yield Database(folder)
        return
    name = f"practica_{folder.name}_{os.getpid()}".lower().replace("-", "_")[-60:]
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Database(folder, urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
