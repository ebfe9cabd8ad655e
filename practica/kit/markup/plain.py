"""The words of a body without its spelling: plain text, how many words, a summary."""

from __future__ import annotations

import re

from practica.kit.markup.tree import Node, text_of

SUMMARY_LENGTH = 240

# Scripts without blanks count by letter.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’]\w+)?"
)


def plain_text(tree: Node) -> str:
    """Everything a reader could read, a block a line, a row of a table with tabs between its cells."""
    return "\n".join(line for line in _lines(tree) if line)


def count_words(tree: Node) -> int:
    """How many words a reader meets."""
    return len(WORD.findall(plain_text(tree)))


def summary(tree: Node, *, length: int = SUMMARY_LENGTH) -> str:
    """The first paragraph in at most ``length`` characters, cut between words."""
    blocks = tree.get("content", [])
    first = next((text for node in blocks if node["type"] == "paragraph" and (text := _flat(node))), "")
    if not first:
        first = next((text for node in blocks if node["type"] != "heading" and (text := _flat(node))), "")
    return shorten(first, length)


def shorten(text: str, length: int) -> str:
    """``text`` in at most ``length`` characters, an ellipsis included when something is cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at = cut.rfind(" ")
    # A text without blanks is cut where it is.
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:.") + "…"


def lines_of(node: Node) -> list[str]:
    """The plain lines of one block."""
    return [line for line in _lines(node) if line]


def _flat(node: Node) -> str:
    return " ".join(" ".join(_lines(node)).split())


def _lines(node: Node) -> list[str]:
    kind = node["type"]
    if kind in ("paragraph", "heading", "toggleSummary"):
        return [" ".join(text_of(node).split())]
    if kind in ("codeBlock", "mathBlock", "embed", "include"):
        return [text_of(node)]
    if kind == "tableRow":
        return ["\t".join(" ".join(_lines(cell)) for cell in node.get("content", []))]
    lines = [line for child in node.get("content", []) for line in _lines(child)]
    if kind == "callout" and (title := (node.get("attrs") or {}).get("title")):
        lines.insert(0, title)
    return lines
