"""A site from before types were in core keeps its types and what points at them, on either database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from practica.config.settings import data

ROOT = Path(__file__).resolve().parents[3]
SERVER = os.environ.get("PRACTICA_DATABASE_URL", "")
#: One of everything a type of then had, in the columns of then. Left out: what had a default.
THEN = (
    "INSERT INTO pages_knowledgetype (uid, name, label) VALUES ('k7', 'article', 'Article')",
    "INSERT INTO pages_knowledgetype (uid, name, label) VALUES ('k8', 'pump', 'Pump')",
)


@dataclass(frozen=True)
class Site:
    """A database of its own that is brought from one version to another; ``url`` empty: SQLite."""

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
        subprocess.run(asked, env=environment, cwd=ROOT, check=True, timeout=300)  # noqa: S603

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The answer to a question in SQL; empty for what gives none."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as database:
                answer = database.execute(question)
                return answer.fetchall() if answer.description else []
        found = next(self.folder.glob("*.sqlite3"), None) or next(self.folder.glob("*.db"))
        with sqlite3.connect(found) as database:
            return database.execute(question).fetchall()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path: Path) -> Iterator[Site]:
    if request.param == "sqlite":
        yield Site(tmp_path)
        return
    if not SERVER.startswith("postgres"):
        pytest.skip("needs a PostgreSQL: scripts/with-servers.sh")
    name = "practica_upgraded"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        yield Site(tmp_path, urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_types_and_their_pages_are_the_same_after_an_upgrade(site: Site):
    site.migrate("pages", "0001")
    for statement in THEN:
        site.ask(statement)
    before = site.ask("SELECT id FROM pages_knowledgetype ORDER BY uid")
    site.migrate()
    mine = "FROM types_knowledgetype WHERE uid IN ('k7', 'k8') ORDER BY uid"
    assert site.ask(f"SELECT id {mine}") == before  # noqa: S608
    kept = site.ask(f"SELECT uid, name, label, shipped {mine}")  # noqa: S608
    # There were only those that came with the software.
    assert kept == [("k7", "article", "Article", 1), ("k8", "pump", "Pump", 1)]
    if not site.url:
        points_at = {row[2] for row in site.ask("PRAGMA foreign_key_list(pages_page)") if row[3] == "type_id"}
        assert points_at == {"types_knowledgetype"}
        assert site.ask("PRAGMA foreign_key_check") == []
        return
    points_at = site.ask(
        "SELECT confrelid::regclass::text FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND "
        "attnum = conkey[1] WHERE conrelid = 'pages_page'::regclass AND contype = 'f' AND attname = 'type_id'"
    )
    assert points_at == [("types_knowledgetype",)]
    # What is made next gets an id of its own.
    made = site.ask("SELECT count(*) FROM types_knowledgetype WHERE uid NOT IN ('k7', 'k8') AND shipped")
    assert made[0][0] > 5
