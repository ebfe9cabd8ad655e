"""Markdown → tree. The blocks; what stands inside a line is read by ``parse_inline``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markdown_it.token import Token

from practica.kit.markup.dialect import parser
from practica.kit.markup.limits import check_blocks, check_nesting, check_size, check_table_cells
from practica.kit.markup.parse_inline import inline
from practica.kit.markup.tree import Node, clean

# The five callouts we show, and the names other tools give them.
CALLOUTS: Final = {
    "note": "note", "info": "note", "abstract": "note", "summary": "note", "example": "note",
    "question": "note", "quote": "note", "tip": "tip", "hint": "tip", "success": "tip",
    "important": "important", "warning": "warning", "attention": "warning", "caution": "caution",
    "danger": "caution", "error": "caution", "failure": "caution", "bug": "caution",
}  # fmt: skip
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?(?:[ \t]+|(?=\n)|$)")
_TOGGLE = re.compile(r"\[!TOGGLE\][+-]?(?:[ \t]+|(?=\n)|$)", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\](?:[ \t\n]+|$)")
EMBED = re.compile(r"::embed\[([^\s\[\]]{1,2000})\]")
INCLUDE = re.compile(r"::include\[\[([^\[\]\n|]{1,300})\]\]")
_COUNTED: Final = frozenset({"paragraph_open", "heading_open", "fence", "hr"})
_LANGUAGE = re.compile(r"\{?\.?([A-Za-z0-9][\w+#.-]{0,30})")
_ALIGN = re.compile(r"text-align:(left|center|right)")


def parse(markdown: str) -> Node:
    """The tree of a body, in normal form. Raises ``BodyRefused`` when it is too large or too deep."""
    check_size(markdown)
    tokens = parser().parse(clean(markdown))
    check_nesting(max((token.level for token in tokens), default=0))
    check_blocks(sum(token.type in _COUNTED for token in tokens))
    check_table_cells(sum(token.type in ("th_open", "td_open") for token in tokens))
    return {"type": "doc", "content": _Reader(tokens).blocks(None) or [{"type": "paragraph"}]}


def parse_with_lines(markdown: str) -> list[tuple[Node, int, int]]:
    """The blocks of a body, each with the lines it was read from: the first, and the one behind the last."""
    tokens = parser().parse(clean(markdown))
    reader, found = _Reader(tokens), []
    while reader.at < len(tokens):
        token = tokens[reader.at]
        reader.at += 1
        read = _READERS.get(token.type)
        if read and token.map and (node := read(reader, token)):
            found.append((node, token.map[0], token.map[1]))
    return found


class _Reader:
    """Walks the flat tokens of one text once; ``at`` is the next token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def blocks(self, end: str | None) -> list[Node]:
        """The blocks up to the token named ``end``, which is passed over."""
        found: list[Node] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            read = _READERS.get(token.type)
            if read and (node := read(self, token)):
                found.append(node)
        return found

    def line(self) -> Token:
        """The inline token that follows an opening; its closing is passed over."""
        token = self.tokens[self.at]
        self.at += 2
        return token

    def paragraph(self, _token: Token) -> Node | None:
        line = self.line()
        if embedded := EMBED.fullmatch(line.content.strip()):
            return {"type": "embed", "attrs": {"url": embedded[1]}}
        if (included := INCLUDE.fullmatch(line.content.strip())) and included[1].strip():
            return {"type": "include", "attrs": {"target": included[1].strip()}}
        content = inline(line.children or [])
        # A paragraph of nothing but a comment or dropped tags is no paragraph.
        return {"type": "paragraph", "content": content} if content else None

    def heading(self, token: Token) -> Node:
        heading: Node = {"type": "heading", "attrs": {"level": int(token.tag[1])}}
        if content := inline(self.line().children or []):
            heading["content"] = content
        return heading

    def bullet_list(self, _token: Token) -> Node:
        first = self.at
        if self._all_tasks(first):
            return {"type": "taskList", "content": self.blocks("bullet_list_close")}
        return {"type": "bulletList", "content": self.blocks("bullet_list_close")}

    def ordered_list(self, token: Token) -> Node:
        start = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        return {
            "type": "orderedList",
            "attrs": {"start": start},
            "content": self.blocks("ordered_list_close"),
        }

    def list_item(self, token: Token) -> Node:
        checked = token.meta.get("checked")
        content = self.blocks("list_item_close") or [{"type": "paragraph"}]
        if checked is None:
            return {"type": "listItem", "content": content}
        return {"type": "taskItem", "attrs": {"checked": checked}, "content": content}

    def blockquote(self, _token: Token) -> Node:
        summary = self._toggle_head()
        callout = self._callout_head() if summary is None else None
        content = self.blocks("blockquote_close") or [{"type": "paragraph"}]
        if summary is not None:
            return {"type": "toggle", "content": [summary, *content]}
        if callout is None:
            return {"type": "blockquote", "content": content}
        return {"type": "callout", "attrs": callout, "content": content}

    def code(self, token: Token) -> Node:
        language = _LANGUAGE.match(token.info.strip())
        block: Node = {"type": "codeBlock", "attrs": {"language": language[1] if language else None}}
        if text := token.content.removesuffix("\n"):
            block["content"] = [{"type": "text", "text": text}]
        return block

    def rule(self, _token: Token) -> Node:
        return {"type": "horizontalRule"}

    def math(self, token: Token) -> Node:
        return {"type": "mathBlock", "attrs": {"tex": token.content}}

    def table(self, _token: Token) -> Node:
        return {"type": "table", "content": self.blocks("table_close")}

    def row(self, _token: Token) -> Node:
        return {"type": "tableRow", "content": self.blocks("tr_close")}

    def cell(self, token: Token) -> Node:
        aligned = _ALIGN.search(str(token.attrGet("style") or ""))
        paragraph: Node = {"type": "paragraph"}
        if content := inline(self.line().children or []):
            paragraph["content"] = content
        return {
            "type": "tableHeader" if token.type == "th_open" else "tableCell",
            "attrs": {"align": aligned[1] if aligned else None},
            "content": [paragraph],
        }

    def _all_tasks(self, first: int) -> bool:
        """Whether every item of the list starting at ``first`` is a task; if so, take the boxes off."""
        level = self.tokens[first - 1].level
        boxes: list[tuple[Token, Token, re.Match[str]]] = []
        for place in range(first, len(self.tokens)):
            token = self.tokens[place]
            if token.level == level and token.nesting == -1:
                break
            if token.type == "list_item_open" and token.level == level + 1:
                line = self.tokens[place + 2] if self.tokens[place + 1].type == "paragraph_open" else None
                box = _TASK.match(line.content) if line else None
                if not line or not box or not line.children or line.children[0].type != "text":
                    return False
                boxes.append((token, line, box))
        for item, line, box in boxes:
            item.meta["checked"] = box[1] in "xX"
            line.content = line.content[box.end() :]
            first_text = (line.children or [])[0]
            first_text.content = first_text.content[3:].lstrip(" \t")
        return bool(boxes)

    def _toggle_head(self) -> Node | None:
        """The summary when the quote that was just opened begins with ``[!TOGGLE]``; takes that line off."""
        if self.tokens[self.at].type != "paragraph_open":
            return None
        line = self.tokens[self.at + 1]
        head = _TOGGLE.match(line.content)
        children = line.children or []
        if not head or not children or children[0].type != "text":
            return None
        end = next((at for at, child in enumerate(children) if child.type.endswith("break")), len(children))
        # A mark over the line's end cannot be cut in two.
        if sum(child.nesting for child in children[:end]):
            return None
        children[0].content = children[0].content[len(head[0].rstrip()) :].lstrip(" \t")
        summary: Node = {"type": "toggleSummary"}
        if content := inline(children[:end]):
            summary["content"] = content
        line.children = children[end + 1 :]
        return summary

    def _callout_head(self) -> dict[str, str | None] | None:
        """Kind and title when the quote that was just opened begins with ``[!NOTE]``; takes that line off."""
        if self.tokens[self.at].type != "paragraph_open":
            return None
        line = self.tokens[self.at + 1]
        head = _CALLOUT.match(line.content)
        kind = CALLOUTS.get(head[1].lower()) if head else None
        children = line.children or []
        if not head or not kind or not children or children[0].type != "text":
            return None
        children[0].content = children[0].content[len(head[0].rstrip()) :].lstrip(" \t")
        end = next((at for at, child in enumerate(children) if child.type.endswith("break")), len(children))
        title = None
        # Only plain words are a title; a link or bold text on that line is the callout's own text.
        if all(child.type == "text" for child in children[:end]):
            title = "".join(child.content for child in children[:end]).strip() or None
            line.children = children[end + 1 :]
        line.content = line.content[head.end() :]
        return {"kind": kind, "title": title}


_READERS: Final[dict[str, Callable[[_Reader, Token], Node | None]]] = {
    "paragraph_open": _Reader.paragraph,
    "heading_open": _Reader.heading,
    "bullet_list_open": _Reader.bullet_list,
    "ordered_list_open": _Reader.ordered_list,
    "list_item_open": _Reader.list_item,
    "blockquote_open": _Reader.blockquote,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "hr": _Reader.rule,
    "math_block": _Reader.math,
    "table_open": _Reader.table,
    "tr_open": _Reader.row,
    "th_open": _Reader.cell,
    "td_open": _Reader.cell,
}
