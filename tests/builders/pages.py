"""Builders of pages."""

from __future__ import annotations

from itertools import count
from typing import Any

from practica.content.pages.actions import create
from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.people.models import Person

_number = count(1)


def a_page(
    *,
    in_: Community,
    by: Person | None = None,
    title: str = "",
    body: str = "Some words.",
    parent: Page | None = None,
    **values: Any,
) -> Page:
    """A published page; without ``by`` its community's founder writes it."""
    return create(
        community=in_,
        title=title or f"Page {next(_number)}",
        body=body,
        parent=parent,
        actor=by or in_.created_by,
        **values,
    )
