"""An index of its own for each test of the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from practica.reach.search import index
from practica.reach.search.queries import labels


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the index of this test lies; let go of afterwards."""
    index.close()
    labels.forget()
    settings.SEARCH_DIR = str(tmp_path / "search")
    yield tmp_path / "search"
    index.close()
