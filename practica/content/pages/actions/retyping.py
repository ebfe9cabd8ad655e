"""Pages of another type. Their values are the business of core, which calls this."""

from __future__ import annotations

from collections.abc import Sequence

from practica.content.pages.models import Page
from practica.core.people.models import Person
from practica.core.types.models import KnowledgeType


def give_type(entry_ids: Sequence[int], type: KnowledgeType, actor: Person) -> None:
    """Let these pages be of ``type``, inside the caller's action, which has asked for the right."""
    Page.objects.filter(entry__in=entry_ids).update(type=type)
