"""From parts to a tree that is always valid: names and attributes we know, each node where it may stand.

A browser may send anything. Words are kept wherever they stood; what holds them is made to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from practica.kit.markup.limits import MAX_NESTING
from practica.kit.markup.parse import CALLOUTS
from practica.kit.markup.tree import MARK_ORDER, Node, clean
from practica.kit.markup.ydoc.parts import Element, Marks, Part, Words

Read = Callable[[Any], Any]


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
    name = part.name
    if name in ("paragraph", "heading"):
        return [_with({"type": name, **_attrs(part)}, inline(part.children))]
    if name == "codeBlock":
        text = clean(_plain(part.children))
        content: list[Node] = [{"type": "text", "text": text}] if text else []
        return [_with({"type": name, **_attrs(part)}, content)]
    if name in _LEAVES:
        attrs = _attrs(part)
        return [{"type": name, **attrs}] if _is_whole(name, attrs) else []
    if depth >= MAX_NESTING:
        # Deeper than a page may be saved: the words stay, without what was around them.
        return _paragraph_of(list(_leaves(part.children)))
    if name not in _HOLDERS:
        return blocks(part.children, depth + 1)
    content = _HOLDERS[name](part.children, depth + 1)
    if not content:
        return [] if name in _LISTS else [{"type": name, **_attrs(part), "content": [{"type": "paragraph"}]}]
    return [{"type": name, **_attrs(part), "content": content}]


def _items(kind: str) -> Callable[[Iterable[Part], int], list[Node]]:
    def items(parts: Iterable[Part], depth: int) -> list[Node]:
        found: list[Node] = []
        for part in parts:
            inner = part.children if isinstance(part, Element) and part.name in _ITEMS else (part,)
            content = blocks(inner, depth)
            if content or (isinstance(part, Element) and part.name in _ITEMS):
                attrs = _attrs_of(kind, part.attrs if isinstance(part, Element) else {})
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
    return {"type": name, **_attrs_of(name, part.attrs), "content": content or [{"type": "paragraph"}]}


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
        elif href := _line(marks[name].get("href")):
            title = _line_or_none(marks[name].get("title"))
            known.append({"type": "link", "attrs": {"href": href, "title": title}})
    return {**node, "marks": known} if known else node


def _atom(part: Element) -> list[Node]:
    attrs = _attrs(part)
    if not _is_whole(part.name, attrs):
        words = next((words for key in _SAID if (words := _line(part.attrs.get(key)))), "")
        return [{"type": "text", "text": words}] if words else []
    node: Node = {"type": part.name, **attrs}
    if part.name == "image" and (href := _line(part.attrs.get("href"))):
        title = _line_or_none(part.attrs.get("hrefTitle"))
        node["marks"] = [{"type": "link", "attrs": {"href": href, "title": title}}]
    return [node]


def _plain(parts: Iterable[Part]) -> str:
    return "".join(part.text if isinstance(part, Words) else "\n" for part in _leaves(parts))


def _with(node: Node, content: list[Node]) -> Node:
    return {**node, "content": content} if content else node


def _attrs(part: Element) -> Node:
    return _attrs_of(part.name, part.attrs)


def _attrs_of(name: str, given: Any) -> Node:
    wanted = _ATTRS.get(name)
    return {"attrs": {key: read(given.get(key)) for key, read in wanted.items()}} if wanted else {}


def _is_whole(name: str, attrs: Node) -> bool:
    return all(attrs["attrs"][key] for key in _NEEDED.get(name, ()))


def _line(value: Any) -> str:
    """One line of text; "" for anything else."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _line_or_none(value: Any) -> str | None:
    return _line(value) or None


def _lines(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _number(least: int, most: int, default: int | None) -> Read:
    def number(value: Any) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            return default
        return min(max(int(min(max(value, least), most)), least), most)

    return number


def _one_of(names: Iterable[str], default: str | None) -> Read:
    known = frozenset(names)
    return lambda value: value if isinstance(value, str) and value in known else default


_ALIGN: Final = _one_of(("left", "center", "right"), None)
_ATTRS: Final[dict[str, dict[str, Read]]] = {
    "heading": {"level": _number(1, 6, 2)},
    "orderedList": {"start": _number(0, 999_999_999, 1)},
    "taskItem": {"checked": lambda value: value is True},
    "callout": {"kind": _one_of(CALLOUTS.values(), "note"), "title": _line_or_none},
    "codeBlock": {"language": _line_or_none},
    "mathBlock": {"tex": _lines},
    "embed": {"url": _line},
    "include": {"target": _line},
    "tableHeader": {"align": _ALIGN},
    "tableCell": {"align": _ALIGN},
    "wikiLink": {"target": _line, "label": _line},
    "mention": {"label": _line, "id": _line},
    "mathInline": {"tex": _lines},
    "image": {
        "src": _line,
        "alt": _line_or_none,
        "title": _line_or_none,
        "width": _number(1, 9999, None),
        "height": _number(1, 9999, None),
    },
}
# Without these a node says nothing.
_NEEDED: Final = {
    "embed": ("url",),
    "include": ("target",),
    "wikiLink": ("target",),
    "mention": ("id", "label"),
    "mathInline": ("tex",),
    "image": ("src",),
}
# What a person would read of a small node that lacks something.
_SAID: Final = ("label", "target", "alt", "tex")
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
