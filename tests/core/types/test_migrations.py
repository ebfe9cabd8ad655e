"""A site from before types were in core keeps its types and what points at them, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.databases import Database, a_database

#: One of everything a type of then had, in the columns of then. Left out: what had a default.
THEN = (
    "INSERT INTO pages_knowledgetype (uid, name, label) VALUES ('k7', 'article', 'Article')",
    "INSERT INTO pages_knowledgetype (uid, name, label) VALUES ('k8', 'pump', 'Pump')",
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Database]:
    with a_database(tmp_path) as made:
        yield made


def test_types_and_their_pages_are_the_same_after_an_upgrade(site: Database):
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
