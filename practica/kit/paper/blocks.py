"""Tree → blocks for paper: links lead somewhere that works on paper, pictures have a name, formulas are read.

A block is ``{"t": …}`` with ``c`` for what it holds; a run is a piece of a line. Both are plain data, so that
no writer ever builds source code out of somebody's words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from practica.kit.markup.links import Link, link_mark, link_of, marked_link
from practica.kit.markup.outline import outline
from practica.kit.markup.tree import Node, clean, text_of, walk
from practica.kit.paper.document import Block
from practica.kit.paper.formulas import formula

Run = dict[str, Any]
_MARKS: Final = frozenset(
    {"bold", "italic", "strike", "highlight", "subscript", "superscript", "keyboard", "code"}
)
_LISTS: Final = {"bulletList": "bullets", "orderedList": "numbers", "taskList": "tasks"}


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a tree does not know by itself.

    ``leads_to`` answers a link with an address or, for a place in the document, ``#name`` (None: nowhere);
    ``picture`` answers an address with the name of a picture of the document; ``passage`` answers an include
    with the blocks to be shown and where they are from, or with None and a sentence; ``named`` is the prefix
    of this chapter's headings; ``shift`` is how much deeper its headings stand.
    """

    leads_to: Callable[[Link], str | None]
    picture: Callable[[str], str | None]
    passage: Callable[[str], tuple[list[Block] | None, str]]
    named: str = ""
    shift: int = 0


def blocks(tree: Node, settled: Settled) -> list[Block]:
    """The blocks of a whole document or of some of its nodes (``{"content": [...]}``)."""
    return _Reader(tree, settled).all(tree.get("content", ()))


class _Reader:
    """Reads one tree; keeps the anchors its headings have on the page."""

    def __init__(self, tree: Node, settled: Settled) -> None:
        self.settled = settled
        nodes = [node for node in walk(tree) if node["type"] == "heading"]
        self.headings = {id(node): heading for node, heading in zip(nodes, outline(tree), strict=True)}

    def all(self, nodes: Iterable[Node]) -> list[Block]:
        return [block for node in nodes for block in self.block(node)]

    def block(self, node: Node) -> list[Block]:
        kind, attrs = node["type"], node.get("attrs") or {}
        if kind == "paragraph":
            return [_directed({"t": "paragraph", "c": self.line(node)}, node)]
        if kind == "heading":
            found = self.headings[id(node)]
            level, name = found.level - 1, f"{self.settled.named}{found.id}" if self.settled.named else ""
            deep = level + self.settled.shift
            made = {"t": "heading", "level": level, "deep": deep, "name": name, "c": self.line(node)}
            return [_directed(made, node)]
        if kind in _LISTS:
            items = [self.item(item) for item in node.get("content", ())]
            start = attrs.get("start")
            return [{"t": _LISTS[kind], "start": 1 if start is None else start, "items": items}]
        if kind == "blockquote":
            return [{"t": "quote", "c": self.all(node.get("content", ()))}]
        if kind == "callout":
            inside = self.all(node.get("content", ()))
            return [{"t": "callout", "kind": attrs["kind"], "title": attrs.get("title") or "", "c": inside}]
        if kind == "toggle":
            summary, *rest = node.get("content") or [{}]
            return [{"t": "toggle", "title": self.line(summary), "c": self.all(rest)}]
        if kind == "codeBlock":
            text = "".join(part["text"] for part in node.get("content", ()))
            return [{"t": "code", "s": clean(text), "language": attrs.get("language") or ""}]
        if kind == "mathBlock":
            return [{"t": "formula", "tex": clean(attrs["tex"]), "f": formula(attrs["tex"])}]
        if kind == "horizontalRule":
            return [{"t": "rule"}]
        if kind == "embed":
            return [{"t": "paragraph", "c": [_text(attrs["url"], [], _outside(attrs["url"]))]}]
        if kind == "include":
            inside_or_none, words = self.settled.passage(attrs["target"])
            return [{"t": "passage", "from": words, "c": inside_or_none}]
        if kind == "table":
            return self.table(node)
        # Whatever the dialect learns next is at least its words.
        return [_directed({"t": "paragraph", "c": [_text(text_of(node), [], None)]}, node)]

    def item(self, node: Node) -> Block:
        checked = (node.get("attrs") or {}).get("checked") if node["type"] == "taskItem" else None
        return {"checked": checked, "c": self.all(node.get("content", ()))}

    def table(self, node: Node) -> list[Block]:
        rows = [[self.cell(cell) for cell in row.get("content", ())] for row in node.get("content", ())]
        width = max(map(len, rows), default=0)
        if not width:
            return []
        for row in rows:
            row.extend({"head": False, "align": None, "c": []} for _missing in range(width - len(row)))
        return [{"t": "table", "width": width, "rows": rows}]

    def cell(self, node: Node) -> Block:
        line: list[Run] = []
        for part in node.get("content", ()):
            line += [*([{"t": "break"}] if line else []), *self.line(part)]
        align = (node.get("attrs") or {}).get("align")
        return _directed({"head": node["type"] == "tableHeader", "align": align, "c": line}, node)

    def line(self, node: Node) -> list[Run]:
        return [run for part in node.get("content") or () for run in self.run(part)]

    def run(self, node: Node) -> list[Run]:
        kind, mark = node["type"], link_mark(node)
        href = self.address(marked_link(mark, [node])) if mark else None
        if kind == "text":
            names = [one["type"] for one in node.get("marks") or () if one["type"] in _MARKS]
            return [_text(node["text"], names, href)]
        if kind == "hardBreak":
            return [{"t": "break"}]
        if kind == "mathInline":
            tex = clean(node["attrs"]["tex"])
            return [{"t": "formula", "tex": tex, "f": formula(tex)}]
        if kind == "image":
            return self.image(node["attrs"], href)
        link = link_of(node)
        words = f"@{link.text}" if link and kind == "mention" else link.text if link else ""
        return [_text(words, ["bold"] if kind == "mention" else [], self.address(link) if link else None)]

    def image(self, attrs: Node, href: str | None) -> list[Run]:
        name = self.settled.picture(attrs["src"])
        if name is None:
            return [_text(attrs.get("alt") or attrs["src"], [], href or _outside(attrs["src"]))]
        size = {side: attrs.get(side) for side in ("width", "height")}
        return [{"t": "picture", "name": name, "alt": clean(attrs.get("alt") or ""), "href": href, **size}]

    def address(self, link: Link) -> str | None:
        return self.settled.leads_to(link)


def _text(words: str, marks: list[str], href: str | None) -> Run:
    return {"t": "text", "s": clean(words), "m": marks, "href": href}


def _outside(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None


def _directed(block: Block, node: Node) -> Block:
    """``block`` marked when its words run from right to left, as ``dir="auto"`` does it on a page."""
    if runs_backwards(text_of(node) if node.get("content") else ""):
        block["rtl"] = True
    return block


def runs_backwards(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
