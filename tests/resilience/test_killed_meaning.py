"""Vectors are made on after ``kill -9``: none is lost or doubled, and what readers compare with is whole."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from practica.reach.search.meaning.segment import Segment
from practica.reach.search.models import DIGEST
from tests.builders.imports import a_zip_of
from tests.resilience.browser import Browser
from tests.resilience.site import Site, a_moment_later, served, wait_for

PAGES, ROUNDS = 80, 4
OWED = "SELECT count(*) FROM search_owed"


@pytest.fixture(scope="module")
def site(filled: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site that finds by meaning."""
    folder = tmp_path_factory.mktemp("meaning")
    yield from served(filled, folder, compiled=shared / "compiled", PRACTICA_MEANING="on")


@pytest.fixture
def ann(site: Site) -> Browser:
    """The lead, who imports."""
    return Browser(site.port, site.scene["lead"]["session"])


def a_source() -> bytes:
    """Pages of two sections whose texts all differ, so that each passage has to be embedded."""
    prose = "Employees of house {page} may take {part}0 days of vacation each year. "
    return a_zip_of(
        {
            f"p{page:03}.md": f"# Vacation {page}\n\n"
            + "\n\n".join(f"## Part {part}\n\n{prose.format(page=page, part=part) * 4}" for part in range(2))
            for page in range(PAGES)
        }
    )


def made(site: Site) -> int:
    """Of how many documents there are vectors."""
    return int(site.rows("SELECT count(*) FROM search_document_vectors")[0][0])


def shelved(site: Site) -> list[Segment]:
    """The files that questions are compared with, read past the site; none before the first are written."""
    folder = site.folder / "search.meaning"
    if not (folder / "now.json").exists():
        return []
    return [Segment(folder / name) for name in json.loads((folder / "now.json").read_text())]


def test_vectors_are_made_on_after_each_kill(site: Site, ann: Browser):
    dice = random.Random(3)
    answer = ann.upload("/imports", a_source(), name="Keepers of days")
    assert answer.status == 201, answer.text
    wait_for(lambda: site.rows(OWED)[0][0] >= PAGES, "the pages to be owed vectors")

    for number in range(ROUNDS):
        wait_for(lambda so_far=made(site): made(site) > so_far, "a vector more")
        a_moment_later(dice)
        assert site.rows(OWED)[0][0], f"All was made before kill {number + 1}: the round would show nothing."
        site.kill("worker")

    site.settle()
    wait_for(lambda: site.rows(OWED) == [(0,)], "all vectors to be made")
    findable = site.rows("SELECT count(*) FROM entries_entry WHERE state = 'published'")[0][0]
    wait_for(lambda: sum(map(len, shelved(site))) >= findable, "the vectors to be put where readers look")
    kept = "SELECT count(*), count(DISTINCT key), count(DISTINCT entry_id) FROM search_document_vectors"
    assert site.rows(kept) == [(findable,) * 3]
    torn = "SELECT count(*) FROM search_document_vectors WHERE length(vectors) * ? != length(digests) * 384"
    assert site.rows(torn, DIGEST) == [(0,)]
    found = ann.get("/api/search?q=annual+leave+for+staff&limit=5").json["results"]
    assert found
    assert all(hit["title"].startswith("Vacation ") for hit in found)
