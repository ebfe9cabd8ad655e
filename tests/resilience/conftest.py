"""One scene for all of these tests, and a running site for each file of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resilience.site import Site, fill, served, wait_for


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run of the tests share."""
    ours = tmp_path_factory.getbasetemp()
    return ours.parent if os.environ.get("PYTEST_XDIST_WORKER") else ours


@pytest.fixture(scope="session")
def filled(shared: Path) -> Path:
    """A data folder with the scene in it, to be copied. The first process that wants it makes it."""
    folder = shared / "filled"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for(lambda: (folder / "scene.json").exists(), "the scene to be made")
    else:
        fill(folder, compiled=shared / "compiled")
    return folder


@pytest.fixture(scope="module")
def site(filled: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site; what one test leaves in it the next one of the file finds."""
    yield from served(filled, tmp_path_factory.mktemp("site"), compiled=shared / "compiled")
