"""Tests leave nothing in the repository."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]


def test_all_that_is_kept_is_kept_outside_of_the_repository():
    files = settings.STORAGES["default"]["OPTIONS"]["location"]
    for kept in (settings.DATA_DIR, files, settings.SEARCH_DIR):
        assert ROOT not in Path(kept).resolve().parents
