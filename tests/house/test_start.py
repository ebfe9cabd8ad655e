"""A start loads what every page needs and no more, and nothing that copies of the process could not share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# What only some requests need, and what is named after it: each would slow every start and stay in memory.
FOR_SOME = {
    "numpy": "search by meaning, where it is on",
    "numkong": "search by meaning, where it is on",
    "onnxruntime": "search by meaning, where it is on",
    "practica.reach.search.meaning.endpoint": "search by meaning, where it is on",
    "pypdf": "an attached PDF",
    "docx": "an attached Office document",
    "PIL": "a picture",
    "openpyxl": "a workbook",
    "pycrdt": "somebody who edits together with others",
    "websockets": "somebody who edits together with others",
    "practica.kit.live.room": "somebody who edits together with others",
    "charset_normalizer": "a list or a text that is not UTF-8",
    "yaml": "an import or an export",
    "practica.interfaces.transfer.readers.plan": "an import",
    "practica.interfaces.transfer.pipeline.work": "an import",
}

LOADED = """
import json, os, sys, threading
import practica.config.cli.serve_command as serve
serve._load()
import practica.config.cli.worker_command
from django.db import connections
tasks = "/proc/self/task"
print(json.dumps({
    "modules": sorted(sys.modules),
    "threads": len(os.listdir(tasks)) if os.path.isdir(tasks) else threading.active_count(),
    "connections": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "kept": sorted(os.listdir(os.environ["PRACTICA_DATA_DIR"])),
}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What is there once pages and worker are loaded, in an interpreter of its own."""
    of_tests = ("PRACTICA_", "DJANGO_")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(of_tests)}
    ours = {
        "PRACTICA_DATA_DIR": str(tmp_path_factory.mktemp("site")),
        "DJANGO_SETTINGS_MODULE": "practica.config.settings",
    }
    words = [sys.executable, "-c", LOADED]
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(words, cwd=root, env=usual | ours, check=True, capture_output=True, timeout=120)
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


@pytest.mark.parametrize("module", FOR_SOME)
def test_a_start_leaves_to_later_what_only_some_requests_need(loaded, module):
    assert "practica.content.pages.views" in loaded["modules"], "the pages themselves are loaded"

    assert module not in loaded["modules"], f"only {FOR_SOME[module]} needs it: import it where it is used"


def test_loading_opens_nothing_that_copies_of_the_process_could_not_share(loaded):
    assert loaded["threads"] == 1
    assert loaded["connections"] == []
    assert loaded["kept"] == ["secret-key"], "neither the database nor the index was opened"
