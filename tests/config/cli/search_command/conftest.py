"""The command as it is typed, on a site with an index of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from practica.config.cli import main
from practica.reach.search import index

Said = tuple[int, str, str]


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Where the index of this test lies."""
    index.close()
    settings.SEARCH_DIR = str(tmp_path / "search")
    settings.MEANING = False
    yield tmp_path / "search"
    index.close()


@pytest.fixture
def practica(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Type ``practica search …``: the exit code, what it says and what it complains about."""

    def type_(*words: object) -> Said:
        capsys.readouterr()
        code = main(["search", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return type_
