"""A new database is made at once: it is what all changes one after the other would have made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.databases import Database, a_database

#: Definitions alone: what a renamed table brought along keeps its old names on PostgreSQL.
COLUMNS = (
    "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, "
    "attidentity::text, pg_get_expr(adbin, adrelid) "
    "FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped"
)
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace"
)
INDEXES = (
    "SELECT tablename, regexp_replace(indexdef, ' INDEX \\S+', ' INDEX') FROM pg_indexes "
    "WHERE schemaname = 'public'"
)
TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"


@pytest.fixture
def made_at_once(tmp_path: Path) -> Iterator[Database]:
    with a_database(_folder(tmp_path, "at_once")) as made:
        made.migrate()
        yield made


@pytest.fixture
def brought_here(tmp_path: Path) -> Iterator[Database]:
    """Naming a first step takes it out of hand: from then on change follows change."""
    with a_database(_folder(tmp_path, "step_by_step")) as brought:
        brought.migrate("contenttypes", "0001")
        brought.migrate()
        yield brought


def test_a_new_database_is_what_all_changes_together_make(made_at_once: Database, brought_here: Database):
    assert _structure(made_at_once) == _structure(brought_here)
    assert _rows(made_at_once) == _rows(brought_here)
    assert _changes(made_at_once) == _changes(brought_here)


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def _structure(database: Database) -> Counter[Any]:
    """Columns, constraints, indexes and triggers, in whatever order they were made."""
    if database.url:
        return Counter(
            row for asked in (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS) for row in database.ask(asked)
        )
    found: Counter[Any] = Counter()
    for kind, name, table, sql in database.ask("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        if kind == "table":
            found.update((table, part) for part in _parts(sql))
        else:
            found[kind, name, table, sql] += 1
    return found


def _parts(sql: str) -> list[str]:
    """The columns and constraints of a ``CREATE TABLE``: split at commas outside of all parentheses."""
    inside, parts, depth = sql[sql.index("(") + 1 : sql.rindex(")")], [""], 0
    for piece in re.findall(r"'[^']*'|[^']", inside):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def _rows(database: Database) -> dict[str, int]:
    """How many rows each table has from the start."""
    listed = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if database.url
        else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return {
        table: database.ask(f'SELECT count(*) FROM "{table}"')[0][0]  # noqa: S608
        for (table,) in database.ask(listed)
    }


def _changes(database: Database) -> list[tuple[str, str]]:
    return sorted(database.ask("SELECT app, name FROM django_migrations"))
