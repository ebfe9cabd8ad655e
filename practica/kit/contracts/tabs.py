"""The tabs of a community: an app that owns content registers its own, in its ``kind.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a person could do next in a community: a tile under "Start with these", a line for leads."""

    label: str
    text: str = ""
    url: str
    icon: str = "right"


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One part of a community.

    ``label`` is a lazy translation; ``url(community)`` its address; tabs stand in order of ``position``
    (overview 0, members 900). ``count(community, person)`` is shown beside the label when it is not zero:
    only give one that is cheap and counts what ``person`` may see. ``start(community, person)`` offers
    newcomers a first step, ``todo(community, person)`` offers leads one; both answer None when there is
    nothing to say. ``shown(community, person)`` says who sees the tab at all; without it everybody does.
    """

    name: str
    label: Any
    url: Callable[[Any], str]
    position: int = 500
    count: Callable[[Any, Any], int] | None = None
    start: Callable[[Any, Any], Step | None] | None = None
    todo: Callable[[Any, Any], Step | None] | None = None
    shown: Callable[[Any, Any], bool] | None = None


_tabs: dict[str, Tab] = {}


def register(tab: Tab) -> None:
    """Tell communities about a tab; a name registered again replaces the former."""
    _tabs[tab.name] = tab


def all_tabs() -> list[Tab]:
    """Every registered tab, in the order they are shown."""
    return sorted(_tabs.values(), key=lambda tab: (tab.position, tab.name))
