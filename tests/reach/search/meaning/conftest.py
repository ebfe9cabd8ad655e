"""A site whose meaning is that of the plain encoder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from practica.reach.search import index
from practica.reach.search.meaning import background, choosing
from tests.reach.search.meaning.plain import PlainEncoder


class Site:
    """Goes over from one model to another, and makes vectors."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.use(PlainEncoder())

    def use(self, encoder: PlainEncoder) -> PlainEncoder:
        """Go over to ``encoder``."""
        self.encoder = encoder
        self._patch.setattr(choosing, "_make", lambda chosen: encoder)
        choosing.forget()
        return encoder

    def make(self) -> int:
        """Make all vectors that are owed."""
        return background.work_off(index.shelf_directory())


@pytest.fixture
def site(settings: Any, own_index: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site with an index of its own, whose vectors the plain encoder makes."""
    settings.MEANING = True
    yield Site(monkeypatch)
    choosing.forget()
