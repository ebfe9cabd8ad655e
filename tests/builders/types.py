"""Builders of knowledge types."""

from __future__ import annotations

from itertools import count
from typing import Any

from practica.core.communities.models import Community
from practica.core.people.models import Person
from practica.core.types.actions import add_field, make_type
from practica.core.types.models import Field, KnowledgeType
from tests.builders.core import a_colleague

_number = count(1)


def a_type(
    *, in_: Community | None = None, by: Person | None = None, label: str = "", **fields: Any
) -> KnowledgeType:
    """A type of a community (without one: of the site) with ``fields``: kinds, or kind and options."""
    actor = by or (in_.created_by if in_ else a_colleague(is_administrator=True))
    assert actor is not None
    type = make_type(community=in_, label=label or f"Type {next(_number)}", actor=actor)
    for name, told in fields.items():
        kind, options = told if isinstance(told, tuple) else (told, {})
        add_field(type, label=name.capitalize(), name=name, kind=kind, options=options, actor=actor)
    type.refresh_from_db()
    return type


def a_field(type: KnowledgeType, name: str) -> Field:
    """The current field of ``type`` called ``name``."""
    found: Field = Field.objects.current().get(type=type, name=name)
    return found
