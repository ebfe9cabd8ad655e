"""Builders of resources."""

from __future__ import annotations

from typing import Any

from practica.content.library.actions import Description, add
from practica.content.library.models import Resource
from practica.core.communities.models import Community
from practica.core.people.models import Person


def a_resource(*, in_: Community, by: Person, audience: str = "community", **said: Any) -> Resource:
    """A resource in the catalogue of a community."""
    said = {"title": "Pump handbook", "address": "https://pumps.example/handbook", **said}
    return add(in_, Description(**said), audience=audience, actor=by)
