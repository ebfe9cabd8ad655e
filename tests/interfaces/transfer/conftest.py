"""Imports in tests: rendered in this process, uploads kept in a folder of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _in_this_process(settings) -> None:
    settings.IMPORT_PROCESSES = 0
