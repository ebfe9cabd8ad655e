"""What is put on paper: a document of chapters, each a list of settled blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The bytes of a picture (PNG, JPEG, GIF or WebP) with its size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One text. ``depth`` 0 is the first of its branch; ``name`` is unique in the document and links lead to
    it; ``byline`` says whose it is and as of when."""

    name: str
    title: str
    depth: int = 0
    byline: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Document:
    """Chapters under one title. ``place`` is the community it belongs to, ``hue`` its colour (0 to 359) and
    ``contours`` the path data of its cover in a box of 1200 × 220; ``words`` are the few words paper adds,
    in the language of the document: ``contents``, ``page``, ``missing_picture`` and the callouts' names."""

    title: str
    place: str
    byline: str
    foot: str
    language: str
    hue: int
    contours: tuple[str, str]
    chapters: list[Chapter]
    words: Mapping[str, str]
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def is_branch(self) -> bool:
        """Whether it has more than one text, and so a list of contents."""
        return len(self.chapters) > 1
