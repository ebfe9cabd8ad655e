"""Sections of pages another app owns: an app adds its own to an overview, a profile, a text being read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

COMMUNITY_OVERVIEW = "community.overview"
COMMUNITY_ASIDE = "community.aside"
COMMUNITY_ACTS = "community.acts"
PERSON_PROFILE = "person.profile"
PERSON_WELCOME = "person.welcome"
ENTRY_HEAD = "entry.head"
ENTRY_FOOT = "entry.foot"

Answer = Callable[[Any, Any], "dict[str, Any] | None"]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page about a community, a person or an entry.

    ``context(subject, viewer)`` answers what ``template`` shows, filtered to what ``viewer`` may see, or None
    when there is nothing; the template finds it under ``section``.
    """

    name: str
    place: str
    template: str
    context: Answer
    position: int = 500


@dataclass(frozen=True)
class Shown:
    """A section with its content, ready to include."""

    name: str
    template: str
    context: dict[str, Any]


_sections: dict[tuple[str, str], Section] = {}


def register(section: Section) -> None:
    """Add ``section`` to its place. Called from an app's ``sections.py``."""
    _sections[section.place, section.name] = section


def sections_of(place: str, subject: Any, viewer: Any) -> list[Shown]:
    """What stands at ``place`` for ``subject`` as ``viewer`` may see it, in order."""
    known = sorted((s for s in _sections.values() if s.place == place), key=lambda s: (s.position, s.name))
    answers = ((section, section.context(subject, viewer)) for section in known)
    return [Shown(one.name, one.template, context) for one, context in answers if context is not None]
