"""Elements and runs of words: one plain form between our tree and the nodes of a Yjs document.

It is what both sides can be compared in: equal parts are shown equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from practica.kit.markup.tree import MARK_ORDER, Node

Marks = Mapping[str, Any]
# y-prosemirror writes a mark that may overlap itself with a hash behind its name.
_HASHED = re.compile(r"--[A-Za-z0-9+/=]{8}$")

# Three times what a page may nest, each list level being two elements: no editor comes here.
DEEPEST = 300


@dataclass(frozen=True, slots=True)
class Element:
    """A node with a name: its attributes (none of them None) and what stands in it."""

    name: str
    attrs: Mapping[str, Any] = field(default_factory=dict)
    children: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Texts in a row, each with its marks; neighbours differ in marks."""

    runs: tuple[tuple[str, Marks], ...] = ()

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.runs)


Part = Element | Words


def parts_of(nodes: list[Node]) -> tuple[Part, ...]:
    """The parts that ``nodes`` of a tree become."""
    parts: list[Part] = []
    runs: list[tuple[str, Marks]] = []
    for node in nodes:
        if node["type"] == "text":
            marks = {mark["type"]: _present(mark.get("attrs")) for mark in node.get("marks") or ()}
            _add_run(runs, node["text"], marks)
            continue
        if runs:
            parts.append(Words(tuple(runs)))
            runs = []
        parts.append(_element(node))
    return (*parts, Words(tuple(runs))) if runs else tuple(parts)


def _element(node: Node) -> Element:
    attrs = _present(node.get("attrs"))
    for mark in node.get("marks") or ():
        if mark["type"] == "link":
            link = mark.get("attrs") or {}
            attrs |= _present({"href": link.get("href"), "hrefTitle": link.get("title")})
    return Element(node["type"], attrs, parts_of(node.get("content") or []))


def written(parent: XmlFragment | XmlElement, depth: int = 0) -> list[Part]:
    """What stands in ``parent`` of a Yjs document. What is nested deeper than ``DEEPEST`` is left out."""
    return [read(child, depth + 1) for child in parent.children] if depth < DEEPEST else []


def read(node: Any, depth: int = 0) -> Part:
    """One node of a Yjs document. Whole numbers, which Yjs knows as floats only, are integers again."""
    if isinstance(node, XmlText):
        runs: list[tuple[str, Marks]] = []
        for text, marks in node.diff():
            if isinstance(text, str):
                _add_run(runs, text, _marks(marks or {}))
        return Words(tuple(runs))
    attrs = {name: whole(value) for name, value in _attributes(node) if value is not None}
    return Element(str(node.tag), attrs, tuple(written(node, depth)))


def write(parent: XmlFragment | XmlElement, at: int, parts: Iterator[Part] | tuple[Part, ...]) -> None:
    """Put ``parts`` into ``parent`` of a Yjs document, the first at place ``at``."""
    for place, part in enumerate(parts, start=at):
        if isinstance(part, Words):
            text = XmlText("")
            parent.children.insert(place, text)
            write_words(text, 0, part.runs)
        else:
            element = XmlElement(part.name, dict(part.attrs))
            parent.children.insert(place, element)
            write(element, 0, part.children)


def write_words(text: XmlText, at: int, runs: tuple[tuple[str, Marks], ...]) -> None:
    """Put ``runs`` into ``text``, the first at byte ``at``: Yjs documents in Python count bytes of UTF-8."""
    for words, marks in runs:
        text.insert(at, words, dict(marks))
        at += len(words.encode())


def whole(value: Any) -> Any:
    """``value``, as an integer when it is a float without a fraction; also inside mappings."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: whole(inner) for name, inner in value.items()}
    return value


def _add_run(runs: list[tuple[str, Marks]], text: str, marks: Marks) -> None:
    if not text:
        return
    if runs and runs[-1][1] == marks:
        runs[-1] = (runs[-1][0] + text, marks)
    else:
        runs.append((text, marks))


def _marks(found: Mapping[str, Any]) -> Marks:
    marks: dict[str, Any] = {}
    for name, attrs in found.items():
        if attrs is not None and (plain := _HASHED.sub("", name)) in MARK_ORDER:
            marks.setdefault(plain, _present(whole(attrs)))
    return marks


def _present(attrs: Any) -> dict[str, Any]:
    if not isinstance(attrs, Mapping):
        return {}
    return {name: value for name, value in attrs.items() if value is not None}


def _attributes(element: XmlElement) -> list[tuple[str, Any]]:
    return list(element.attributes)  # type: ignore[call-overload]
