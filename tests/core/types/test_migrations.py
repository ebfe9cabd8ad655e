"""A site from before types were in core keeps its types and what points at them."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from practica.config.settings import data

ROOT = Path(__file__).resolve().parents[3]


def _migrate(folder: Path, *to: str) -> None:
    environment = os.environ | {"PRACTICA_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": data.__package__}
    environment.pop("PRACTICA_DATABASE_URL", None)
    asked = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0", *to]
    subprocess.run(asked, env=environment, cwd=ROOT, check=True, timeout=120)  # noqa: S603


def _asked(folder: Path, question: str) -> list[tuple[object, ...]]:
    found = next(folder.glob("*.sqlite3"), None) or next(folder.glob("*.db"))
    with sqlite3.connect(found) as database:
        return database.execute(question).fetchall()


def test_types_and_their_pages_are_the_same_after_an_upgrade(tmp_path: Path):
    _migrate(tmp_path, "pages", "0001")
    _asked(
        tmp_path,
        "INSERT INTO pages_knowledgetype (id, uid, name, label) VALUES (7, 'k7', 'article', 'Article')",
    )
    _migrate(tmp_path)
    kept = _asked(
        tmp_path, "SELECT id, uid, name, label, shipped FROM types_knowledgetype WHERE name = 'article'"
    )
    assert kept == [(7, "k7", "article", "Article", 1)]
    points_at = {
        row[2] for row in _asked(tmp_path, "PRAGMA foreign_key_list(pages_page)") if row[3] == "type_id"
    }
    assert points_at == {"types_knowledgetype"}
    assert _asked(tmp_path, "PRAGMA foreign_key_check") == []
