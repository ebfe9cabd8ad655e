"""Tree → Markdown. The blocks; a line of text is spelled by ``serialize_inline``.

The promise, held by a property test: reading back what is written gives the same tree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from practica.kit.markup.parse import EMBED, INCLUDE
from practica.kit.markup.serialize_inline import fence_for, spell, spell_lines
from practica.kit.markup.tree import Node, clean

_FAMILY: Final = {"bulletList": "bullets", "taskList": "bullets", "orderedList": "numbers"}


def to_markdown(tree: Node) -> str:
    """The Markdown of a whole document, ending in one line break."""
    return _blocks(tree.get("content", [])) + "\n"


def _blocks(nodes: list[Node]) -> str:
    return "\n\n".join(text for _, text in _written(nodes))


def _written(nodes: list[Node]) -> list[tuple[Node, str]]:
    """Each block that has something to say, with its Markdown."""
    written: list[tuple[Node, str]] = []
    previous, other = "", False
    for node in nodes:
        family = _FAMILY.get(node["type"], "")
        # Two lists of a family in a row would join: the second takes the other marker.
        other = family == previous and bool(family) and not other
        if text := _list(node, other=other) if family else _WRITERS[node["type"]](node):
            written.append((node, text))
            previous = family
    return written


def _paragraph(node: Node) -> str:
    return spell_lines(node.get("content", []))


def _heading(node: Node) -> str:
    level = min(max(int(node["attrs"]["level"]), 1), 6)
    text = spell(node.get("content", []), one_line=True)
    if text.endswith("#"):  # closing hashes would be taken for decoration
        text = text[:-1] + "\\#"
    return f"{'#' * level} {text}".rstrip()


def _list(node: Node, *, other: bool) -> str:
    ordered = node["type"] == "orderedList"
    start = (node.get("attrs") or {}).get("start")
    number = min(max(int(1 if start is None else start), 0), 999_999_999)
    items: list[str] = []
    for item in node.get("content", []):
        marker = f"{number}{')' if other else '.'}" if ordered else "*" if other else "-"
        number = min(number + 1, 999_999_999)
        box = ""
        if item["type"] == "taskItem":
            box = "[x] " if (item.get("attrs") or {}).get("checked") else "[ ] "
        body = _item(item.get("content", []), is_task=bool(box))
        items.append(_indent(box + body, " " * (len(marker) + 1), f"{marker} ").rstrip())
    return "\n".join(items)


def _item(nodes: list[Node], *, is_task: bool) -> str:
    """An item's blocks; a list right under its words needs no empty line when it can be told apart."""
    written = _written(nodes)
    if is_task and (not written or written[0][0]["type"] != "paragraph"):
        written.insert(0, ({"type": "paragraph"}, ""))
    if not written:
        return ""
    (first, text), rest = written[0], written[1:]
    if first["type"] == "horizontalRule":
        text = "___"  # "- ---" would be one long rule
    if not rest:
        return text
    tight = first["type"] == "paragraph" and rest[0][0]["type"] in _FAMILY and _may_follow_words(rest[0][0])
    return text + ("\n" if tight else "\n\n") + "\n\n".join(text for _, text in rest)


def _may_follow_words(node: Node) -> bool:
    """Only lists that begin with words, and at one, can interrupt a paragraph."""
    items = node.get("content") or [{}]
    blocks = items[0].get("content") or [{}]
    starts_at_one = (node.get("attrs") or {}).get("start") in (None, 1)
    return starts_at_one and blocks[0].get("type") == "paragraph" and bool(blocks[0].get("content"))


def _quote(node: Node) -> str:
    return _indent(_blocks(node.get("content", [])), "> ", "> ").rstrip()


def _callout(node: Node) -> str:
    attrs = node.get("attrs") or {}
    title = spell([{"type": "text", "text": attrs.get("title") or ""}], one_line=True)
    return _headed(f"> [!{attrs.get('kind', 'note').upper()}] {title}", node.get("content", []))


def _toggle(node: Node) -> str:
    content = node.get("content", [])
    summary = spell(content[0].get("content", []), one_line=True) if content else ""
    return _headed(f"> [!TOGGLE] {summary}", content[1:])


def _headed(head: str, nodes: list[Node]) -> str:
    """A quote of ``nodes`` under a line that says what it is."""
    head = head.rstrip()
    written = _written(nodes)
    if not written:
        return head
    # Under the head only words are safe: a rule would make a heading of it.
    gap = "" if written[0][0]["type"] == "paragraph" else ">\n"
    body = "\n\n".join(text for _, text in written)
    return f"{head}\n{gap}{_indent(body, '> ', '> ')}"


def _code(node: Node) -> str:
    text = clean("".join(part.get("text", "") for part in node.get("content", [])))
    fence = fence_for(text, at_least=3)
    return f"{fence}{(node.get('attrs') or {}).get('language') or ''}\n{text}{chr(10) if text else ''}{fence}"


def _math(node: Node) -> str:
    tex = clean(node["attrs"]["tex"]).strip()
    if not tex or "$$" in tex:
        return _code({"content": [{"text": tex}], "attrs": {"language": "tex"}})
    return f"$$\n{tex}\n$$"


def _embed(node: Node) -> str:
    written = f"::embed[{node['attrs']['url']}]"
    return written if EMBED.fullmatch(written) else _words(node["attrs"]["url"])


def _include(node: Node) -> str:
    target = clean(node["attrs"]["target"]).strip()
    written = f"::include[[{target}]]"
    return written if target and INCLUDE.fullmatch(written) else _words(target)


def _words(text: str) -> str:
    return spell_lines([{"type": "text", "text": text}])


def _rule(_node: Node) -> str:
    return "---"


def _table(node: Node) -> str:
    rows = [[_cell(cell) for cell in row.get("content", [])] for row in node.get("content", [])]
    if not rows:
        return ""
    width = max(1, *map(len, rows))
    heads = node["content"][0].get("content", [])
    aligns = [(cell.get("attrs") or {}).get("align") for cell in heads] + [None] * (width - len(heads))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join(_ALIGNMENT[align] for align in aligns) + " |")
    return "\n".join(lines)


def _cell(node: Node) -> str:
    return " ".join(
        filter(None, (spell(part.get("content", []), cell=True) for part in node.get("content", [])))
    )


def _indent(text: str, indent: str, first: str) -> str:
    lines = text.split("\n")
    rest = [indent + line if line else indent.rstrip() for line in lines[1:]]
    return "\n".join([first + lines[0], *rest])


_ALIGNMENT: Final[dict[str | None, str]] = {None: "---", "left": ":--", "center": ":-:", "right": "--:"}
_WRITERS: Final[dict[str, Callable[[Node], str]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "blockquote": _quote,
    "callout": _callout,
    "toggle": _toggle,
    "codeBlock": _code,
    "mathBlock": _math,
    "embed": _embed,
    "include": _include,
    "horizontalRule": _rule,
    "table": _table,
}
