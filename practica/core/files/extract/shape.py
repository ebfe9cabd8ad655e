"""What is found inside a document: stretches of text, each with its place in words of the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A stretch of text and its place in words of the reader ("page 3")."""

    text: str
    locator: str


@dataclass(frozen=True)
class Extract:
    """All parts in order, and a sentence when something could not be read."""

    parts: tuple[Part, ...]
    note: str = ""


class Unreadable(ValueError):
    """The document cannot be read; the text is a sentence that says why."""
