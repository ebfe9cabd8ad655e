"""How a shipped type is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One field. Words are marked for translation where they are written."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    is_required: bool = False
    choices: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A type the software comes with. ``name`` never changes: it says which row is meant."""

    name: str
    label: str
    sentence: str
    icon: str
    hue: str
    template: str = ""
    example: str = ""
    checklist: tuple[str, ...] = ()
    needs_review: bool = False
    review_days: int | None = None
    fields: tuple[Asked, ...] = ()
