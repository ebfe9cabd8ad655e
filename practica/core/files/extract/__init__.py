"""The text inside documents, with where it stands. Contract used by core.files (keep these names):
``Part``, ``Extract``, ``is_readable(name, media_type)``, ``extract_safely(path, media_type, *, name, seconds)``."""

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


def is_readable(name: str, media_type: str) -> bool:
    """Whether text may be found inside such a file."""
    return name.lower().endswith((".pdf", ".docx", ".pptx", ".xlsx", ".csv", ".txt", ".odt", ".ods", ".odp", ".md"))


def extract_safely(path: str, media_type: str, *, name: str = "", seconds: int = 20) -> Extract:
    """Being built: finds nothing."""
    return Extract(())
