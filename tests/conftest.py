"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered

from practica.interfaces.web import visitors


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """No test sees what another cached."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    visitors.memory.clear()
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _contexts_are_kept() -> Iterator[None]:
    """``response.context`` of the test client: Django notes it for its own templates only."""
    plain = Template.render

    def render(self: Template, context: dict[str, Any] | None = None, request: Any = None) -> Any:
        template_rendered.send(sender=self, template=self, context=context or {})
        return plain(self, context, request)

    Template.render = render  # type: ignore[method-assign]
    yield
    Template.render = plain  # type: ignore[method-assign]
