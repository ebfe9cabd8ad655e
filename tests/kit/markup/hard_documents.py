"""Random trees of hard characters: what the round trip is tried on."""

from __future__ import annotations

import random
from typing import Any

from practica.kit.markup.tree import tidy_inline

Node = dict[str, Any]

LETTERS = list("ab1 .-+#>*_`~[]()!|$&<:\\/'\"=@^{}éß中🙂\u00a0\u2003") + [
    "  ", "**", "__", "~~", "``", "[[", "]]", "](", "![", "&amp;", "&#97;", "<br>", "<b>", "</b>", "<!--",
    "-->", "http://a.b", "https://x.y/z_z", "$$", "$a$", "1.", "2)", "- ", "# ", "> ", "::embed[x]", "---",
    "::include[[x]]",
    "===", "[ ] ", "[!NOTE]", "[!TOGGLE]", "@[A](user:1)", "[^1]", "[^1]:", "<x", "word", "\t", "|--|", ":-:",
]  # fmt: skip
MARKS = ["bold", "italic", "strike", "highlight", "subscript", "superscript", "keyboard"]
HREFS = [
    "/a",
    "b.md#c",
    "https://x.y/(z)_a*b*?q=1&copy=2&lt;",
    "#top",
    "mailto:a@b.c",
    "a%20b",
    "https://x.y/z",
]


def a_document(seed: int) -> Node:
    """The tree of one document; the same seed gives the same tree."""
    chance = random.Random(seed)
    blocks = [_block(chance, 0) for _ in range(chance.randint(1, 4))]
    return {"type": "doc", "content": blocks}


def tidied(node: Node) -> Node:
    """What is left of a tree when everything Markdown cannot say, and nobody sees, is taken out."""
    if node["type"] in ("paragraph", "heading", "toggleSummary"):
        content = tidy_inline(node.get("content", []))
        rest = {key: value for key, value in node.items() if key != "content"}
        return {**rest, "content": content} if content else rest
    if "content" not in node or node["type"] == "codeBlock":
        return node
    children = [tidied(child) for child in node["content"]]
    if node["type"] not in ("tableCell", "tableHeader"):
        kept = [child for child in children if child["type"] != "paragraph" or "content" in child]
        children = kept or [{"type": "paragraph"}]
    return {**node, "content": children}


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 5)))


def _inline(chance: random.Random) -> list[Node]:
    nodes: list[Node] = []
    for _ in range(chance.randint(1, 5)):
        draw = chance.random()
        if draw < 0.78:
            marks: list[Node] = [{"type": name} for name in MARKS if chance.random() < 0.14]
            if chance.random() < 0.15:
                title = chance.choice([None, 'a "b" *c* |d'])
                marks.append({"type": "link", "attrs": {"href": chance.choice(HREFS), "title": title}})
            if chance.random() < 0.1:
                marks.append({"type": "code"})
            nodes.append({"type": "text", "text": _text(chance), "marks": marks})
        elif draw < 0.83:
            nodes.append({"type": "hardBreak"})
        elif draw < 0.87:
            nodes.append(
                {"type": "wikiLink", "attrs": {"target": "A page", "label": chance.choice(["", "so_ *x*"])}}
            )
        elif draw < 0.91:
            nodes.append({"type": "mention", "attrs": {"label": "Ann B", "id": "ann"}})
        elif draw < 0.95:
            nodes.append(
                {"type": "mathInline", "attrs": {"tex": chance.choice(["a_1|b", "\\frac{1}{2}", "x*y*z"])}}
            )
        else:
            width = chance.choice([None, 120])
            attrs = {"src": "a_b.png", "alt": "x [y] *z*", "title": chance.choice([None, "t"])}
            nodes.append({"type": "image", "attrs": {**attrs, "width": width, "height": None}})
    return nodes


def _paragraph(chance: random.Random) -> Node:
    return {"type": "paragraph", "content": _inline(chance)}


def _block(chance: random.Random, depth: int) -> Node:
    kinds = ["paragraph"] * 4 + [
        "heading",
        "codeBlock",
        "mathBlock",
        "embed",
        "include",
        "horizontalRule",
        "table",
    ]
    if depth < 3:
        kinds += ["bulletList", "orderedList", "taskList", "blockquote", "callout", "toggle"] * 2
    kind = chance.choice(kinds)
    if kind == "paragraph":
        return _paragraph(chance)
    if kind == "heading":
        return {"type": "heading", "attrs": {"level": chance.randint(1, 6)}, "content": _inline(chance)}
    if kind == "codeBlock":
        text = chance.choice(
            ["x = 1", "```\na\n```", "  a\n\n\tb\n    ", "\n\n", "-->", "|a|\n> b", "# a\n- b"]
        )
        language = chance.choice([None, "python", "c++"])
        return {"type": kind, "attrs": {"language": language}, "content": [{"type": "text", "text": text}]}
    if kind == "mathBlock":
        return {
            "type": kind,
            "attrs": {"tex": chance.choice(["a+b", "\\begin{x}\n\n  y\n\\end{x}", "a\n- b"])},
        }
    if kind == "embed":
        return {"type": kind, "attrs": {"url": "https://x.y/z?a=b"}}
    if kind == "include":
        return {
            "type": kind,
            "attrs": {"target": chance.choice(["Seals", "Seals#Before you start", "/e/2345#h-a"])},
        }
    if kind == "table":
        return _table(chance)
    if kind in ("blockquote", "callout", "toggle"):
        blocks = [_block(chance, depth + 1) for _ in range(chance.randint(1, 2))]
        if kind == "blockquote":
            return {"type": kind, "content": blocks}
        if kind == "toggle":
            return {"type": kind, "content": [{"type": "toggleSummary", "content": _inline(chance)}, *blocks]}
        title = chance.choice([None, "So *what*"])
        return {
            "type": kind,
            "attrs": {"kind": chance.choice(["note", "tip"]), "title": title},
            "content": blocks,
        }
    if kind == "horizontalRule":
        return {"type": kind}
    return _list(chance, kind, depth)


def _list(chance: random.Random, kind: str, depth: int) -> Node:
    items: list[Node] = []
    for _ in range(chance.randint(1, 3)):
        blocks = [_paragraph(chance)] if chance.random() < 0.8 or kind == "taskList" else []
        blocks += [_block(chance, depth + 1) for _ in range(chance.choice([0, 0, 1, 2]))]
        blocks = blocks or [{"type": "paragraph"}]
        if kind == "taskList":
            items.append({"type": "taskItem", "attrs": {"checked": chance.random() < 0.5}, "content": blocks})
        else:
            items.append({"type": "listItem", "content": blocks})
    if kind == "orderedList":
        return {"type": kind, "attrs": {"start": chance.choice([0, 1, 1, 9, 100])}, "content": items}
    return {"type": kind, "content": items}


def _table(chance: random.Random) -> Node:
    aligns = [chance.choice([None, "left", "center", "right"]) for _ in range(chance.randint(1, 3))]
    rows = []
    for number in range(chance.randint(1, 3)):
        kind = "tableCell" if number else "tableHeader"
        cells = [
            {"type": kind, "attrs": {"align": align}, "content": [_paragraph(chance)]} for align in aligns
        ]
        rows.append({"type": "tableRow", "content": cells})
    return {"type": "table", "content": rows}
