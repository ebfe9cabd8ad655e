"""Scenes the tests of discussions share."""

import pytest

from practica.core.communities.models import Community
from tests.builders import a_community


@pytest.fixture
def closed() -> Community:
    """A community that only its members see."""
    return a_community("Closed circle", audience="members", joining="invitation")
