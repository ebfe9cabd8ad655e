"""A new, empty index for each test, and the short way to fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from practica.kit.contracts.search import Document, Filters, Passage, Result
from practica.reach.search.engines import LocalEngine, open_engine

Put = Callable[..., Document]
Ask = Callable[..., Result]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where the index of this test lives."""
    return tmp_path / "index"


@pytest.fixture
def engine(directory: Path) -> Iterator[LocalEngine]:
    """An engine that may write."""
    engine = open_engine(directory, writable=True)
    yield engine
    engine.close()


@pytest.fixture
def put(engine: LocalEngine) -> Put:
    """Put one document and make it visible."""

    def put(title: str, *texts: str, key: str = "", **rest: object) -> Document:
        document = a_document(title, *texts, key=key, **rest)
        engine.put([document])
        engine.commit()
        return document

    return put


@pytest.fixture
def ask(engine: LocalEngine) -> Ask:
    """Ask as somebody with the scope "all", unless told otherwise."""

    def ask(query: str, *, scopes: tuple[str, ...] = ("all",), limit: int = 10, **rest: object) -> Result:
        offset = int(str(rest.pop("offset", 0)))
        return engine.search(query, scopes=scopes, filters=Filters(**rest), limit=limit, offset=offset)

    return ask


def a_document(title: str, *texts: str, key: str = "", **rest: object) -> Document:
    """A page in the scope "all" of the community "gardens"."""
    values = {
        "key": key or title, "entry_uid": key or title, "kind": "page", "community_uid": "gardens",
        "scopes": ("all",), "passages": tuple(Passage(text=text) for text in texts),
    }  # fmt: skip
    return Document(title=title, **{**values, **rest})
