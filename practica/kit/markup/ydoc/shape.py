"""From parts to a tree that is always valid: names and attributes we know, each node where it may stand.

A browser may send anything. Words are kept wherever they stood; what holds them is made to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from practica.kit.markup.limits import MAX_NESTING
from practica.kit.markup.tree import MARK_ORDER, Node, clean
from practica.kit.markup.ydoc.attributes import (
    attributes_of,
    is_whole,
    line,
    line_or_none,
    said_instead,
)
from practica.kit.markup.ydoc.parts import Element, Marks, Part, Words


def blocks(parts: Iterable[Part], depth: int = 0) -> list[Node]:
    """Blocks, as a document, a quote or a list item holds them; loose words become paragraphs."""
    found: list[Node] = []
    loose: list[Part] = []
    for part in parts:
        if isinstance(part, Words) or part.name in _INLINE:
            loose.append(part)
            continue
        found += _paragraph_of(loose)
        loose = []
        found += _block(part, depth)
    return found + _paragraph_of(loose)


def inline(parts: Iterable[Part], depth: int = 0) -> list[Node]:
    """What stands inside a line."""
    found: list[Node] = []
    for part in parts:
        if isinstance(part, Words):
            found += _texts(part)
        elif part.name == "hardBreak":
            found.append({"type": "hardBreak"})
        elif part.name in _INLINE:
            found += _atom(part)
        elif depth < MAX_NESTING:
            found += inline(part.children, depth + 1)
    return found


def _paragraph_of(parts: list[Part]) -> list[Node]:
    content = inline(parts)
    return [{"type": "paragraph", "content": content}] if content else []


def _block(part: Element, depth: int) -> list[Node]:
    name, attrs = part.name, attributes_of(part.name, part.attrs)
    if name in ("paragraph", "heading"):
        return [_with({"type": name, **attrs}, inline(part.children))]
    if name == "codeBlock":
        text = clean(_plain(part.children))
        content: list[Node] = [{"type": "text", "text": text}] if text else []
        return [_with({"type": name, **attrs}, content)]
    if name in _LEAVES:
        return [{"type": name, **attrs}] if is_whole(name, attrs) else []
    if depth >= MAX_NESTING:
        # Deeper than a page may be saved: the words stay, without what was around them.
        return _paragraph_of(list(_leaves(part.children)))
    if name not in _HOLDERS:
        return blocks(part.children, depth + 1)
    content = _HOLDERS[name](part.children, depth + 1)
    if not content and name in _LISTS:
        return []
    content = content or [{"type": "paragraph"}]
    return [{"type": name, **attrs, "content": content}]


def _items(kind: str) -> Callable[[Iterable[Part], int], list[Node]]:
    def items(parts: Iterable[Part], depth: int) -> list[Node]:
        found: list[Node] = []
        for part in parts:
            inner = part.children if isinstance(part, Element) and part.name in _ITEMS else (part,)
            content = blocks(inner, depth)
            if content or (isinstance(part, Element) and part.name in _ITEMS):
                attrs = attributes_of(kind, part.attrs if isinstance(part, Element) else {})
                found.append({"type": kind, **attrs, "content": content or [{"type": "paragraph"}]})
        return found

    return items


def _toggle(parts: Iterable[Part], depth: int) -> list[Node]:
    """The summary first, an empty one if none was sent; then blocks."""
    summary: list[Part] = []
    rest: list[Part] = []
    for part in parts:
        is_summary = isinstance(part, Element) and part.name == "toggleSummary"
        (summary if is_summary else rest).append(part)
    head = _with({"type": "toggleSummary"}, inline(summary))
    return [head, *blocks(rest, depth)]


def _rows(parts: Iterable[Part], depth: int) -> list[Node]:
    rows: list[Node] = []
    for part in parts:
        if isinstance(part, Element) and part.name == "tableRow":
            cells = [_cell(cell) for cell in part.children if isinstance(cell, Element)]
            if cells:
                rows.append({"type": "tableRow", "content": cells})
    return rows


def _cell(part: Element) -> Node:
    name = "tableHeader" if part.name == "tableHeader" else "tableCell"
    content: list[Node] = []
    loose: list[Part] = []
    for inner in part.children:
        if isinstance(inner, Words) or inner.name in _INLINE:
            loose.append(inner)
            continue
        content += _paragraph_of(loose)
        loose = []
        content.append(_with({"type": "paragraph"}, inline(inner.children)))
    content += _paragraph_of(loose)
    return {"type": name, **attributes_of(name, part.attrs), "content": content or [{"type": "paragraph"}]}


def _leaves(parts: Iterable[Part]) -> Iterable[Part]:
    """The words and small nodes at any depth, without walking by recursion: depth is what is wrong here."""
    waiting = list(reversed(list(parts)))
    while waiting:
        part = waiting.pop()
        if isinstance(part, Words) or part.name in _INLINE:
            yield part
        else:
            waiting.extend(reversed(part.children))


def _texts(words: Words) -> list[Node]:
    return [
        _marked({"type": "text", "text": text}, marks) for raw, marks in words.runs if (text := clean(raw))
    ]


def _marked(node: Node, marks: Marks) -> Node:
    known: list[Node] = []
    for name in sorted((name for name in marks if name in MARK_ORDER), key=MARK_ORDER.__getitem__):
        if name != "link":
            known.append({"type": name})
        elif href := line(marks[name].get("href")):
            title = line_or_none(marks[name].get("title"))
            known.append({"type": "link", "attrs": {"href": href, "title": title}})
    return {**node, "marks": known} if known else node


def _atom(part: Element) -> list[Node]:
    attrs = attributes_of(part.name, part.attrs)
    if not is_whole(part.name, attrs):
        words = said_instead(part.attrs)
        return [{"type": "text", "text": words}] if words else []
    node: Node = {"type": part.name, **attrs}
    if part.name == "image" and (href := line(part.attrs.get("href"))):
        title = line_or_none(part.attrs.get("hrefTitle"))
        node["marks"] = [{"type": "link", "attrs": {"href": href, "title": title}}]
    return [node]


def _plain(parts: Iterable[Part]) -> str:
    return "".join(part.text if isinstance(part, Words) else "\n" for part in _leaves(parts))


def _with(node: Node, content: list[Node]) -> Node:
    return {**node, "content": content} if content else node


_INLINE: Final = frozenset({"hardBreak", "wikiLink", "mention", "mathInline", "image"})
_LEAVES: Final = frozenset({"mathBlock", "embed", "include", "horizontalRule"})
_LISTS: Final = frozenset({"bulletList", "orderedList", "taskList", "table"})
_ITEMS: Final = frozenset({"listItem", "taskItem"})
_HOLDERS: Final[dict[str, Callable[[Iterable[Part], int], list[Node]]]] = {
    "blockquote": blocks,
    "callout": blocks,
    "toggle": _toggle,
    "bulletList": _items("listItem"),
    "orderedList": _items("listItem"),
    "taskList": _items("taskItem"),
    "table": _rows,
}
