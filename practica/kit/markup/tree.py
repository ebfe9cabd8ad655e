"""The document as a tree: plain dicts in the shape Tiptap uses, so that the editor takes them as they are.

A node is ``{"type": …, "attrs": …, "content": [...]}``; a text node is
``{"type": "text", "text": …, "marks": [{"type": "bold"}, …]}``. A tree is in normal form when neighbouring
texts with equal marks are one, marks stand in ``MARK_ORDER``, and blanks stand outside marks, inside lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]

MARK_ORDER = {
    name: place
    for place, name in enumerate(
        ("link", "bold", "italic", "strike", "highlight", "subscript", "superscript", "keyboard", "code")
    )
}
TEXT_BLOCKS = frozenset({"paragraph", "heading", "toggleSummary"})
INLINE = frozenset({"text", "hardBreak", "wikiLink", "mention", "mathInline", "image"})
# Marks whose delimiters cannot stand beside a blank.
_TIGHT_MARKS = frozenset({"bold", "italic", "strike"})
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """``text`` without characters that no page may hold; every line ending is ``\\n``."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything under it, in reading order."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.get("content", ())))


def text_of(node: Node) -> str:
    """The words of an inline or text block node, as a reader sees them."""
    content = node.get("content")
    if content is None:
        return _words_of(node)
    return "".join(part["text"] if part["type"] == "text" else text_of(part) for part in content)


def tidy_inline(nodes: Iterable[Node]) -> list[Node]:
    """The inline content in normal form; what is shown does not change."""
    return _trim(_join(_blanks_outside_marks(nodes)))


def _words_of(node: Node) -> str:
    kind = node["type"]
    if kind == "text":
        return node["text"]
    if kind == "hardBreak":
        return "\n"
    attrs = node.get("attrs") or {}
    if kind == "wikiLink":
        return attrs.get("label") or attrs["target"]
    if kind == "mention":
        return "@" + attrs["label"]
    if kind in ("mathInline", "mathBlock"):
        return attrs["tex"]
    if kind == "image":
        return attrs.get("alt") or ""
    if kind == "embed":
        return attrs["url"]
    if kind == "include":
        return attrs["target"]
    return ""


def _text(text: str, marks: list[Node]) -> Node:
    return {"type": "text", "text": text, "marks": marks} if marks else {"type": "text", "text": text}


def _blanks_outside_marks(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node["type"] != "text":
            yield node
            continue
        text = clean(node["text"]).replace("\n", " ")
        marks = _in_order(node.get("marks") or ())
        if not any(mark["type"] in _TIGHT_MARKS for mark in marks) or marks[-1]["type"] == "code":
            yield _text(text, marks)
            continue
        inner = text.strip()
        if not inner:
            yield _text(text, [mark for mark in marks if mark["type"] not in _TIGHT_MARKS])
            continue
        loose = [mark for mark in marks if mark["type"] not in _TIGHT_MARKS]
        start = text.index(inner)
        yield _text(text[:start], loose)
        yield _text(inner, marks)
        yield _text(text[start + len(inner) :], loose)


def _in_order(marks: Iterable[Node]) -> list[Node]:
    known = {mark["type"]: mark for mark in reversed(list(marks)) if mark["type"] in MARK_ORDER}
    return sorted(known.values(), key=lambda mark: MARK_ORDER[mark["type"]])


def _join(nodes: Iterable[Node]) -> list[Node]:
    joined: list[Node] = []
    for node in nodes:
        if node["type"] != "text":
            joined.append(node)
        elif not node["text"]:
            continue
        elif joined and joined[-1]["type"] == "text" and joined[-1].get("marks") == node.get("marks"):
            joined[-1] = _text(joined[-1]["text"] + node["text"], node.get("marks") or [])
        else:
            joined.append(node)
    return joined


def _trim(nodes: list[Node]) -> list[Node]:
    """Without blanks at the two ends of every line; they show nowhere and Markdown cannot hold them."""
    trimmed: list[Node] = []
    at_start = True
    for node in nodes:
        if node["type"] == "hardBreak":
            _trim_end(trimmed)
            trimmed.append(node)
            at_start = True
            continue
        if at_start and node["type"] == "text" and not _is_code(node):
            text = node["text"].lstrip(" \t")
            if not text:
                continue
            node = node if text == node["text"] else {**node, "text": text}
        at_start = False
        trimmed.append(node)
    _trim_end(trimmed)
    return trimmed


def _trim_end(nodes: list[Node]) -> None:
    while nodes and nodes[-1]["type"] == "text" and not _is_code(nodes[-1]):
        text = nodes[-1]["text"].rstrip(" \t")
        if text == nodes[-1]["text"]:
            return
        if text:
            nodes[-1] = {**nodes[-1], "text": text}
            return
        nodes.pop()


def _is_code(node: Node) -> bool:
    return any(mark["type"] == "code" for mark in node.get("marks") or ())
