"""A whole tree into a Yjs document, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pycrdt import Doc, XmlFragment, XmlText

from practica.kit.markup.tree import Node
from practica.kit.markup.ydoc.parts import parts_of, write, written
from practica.kit.markup.ydoc.shape import blocks

FRAGMENT = "default"
# What a node costs in Markdown beside its words: an empty line, a marker.
_NODE = 4


class Size(NamedTuple):
    """About how many bytes of Markdown a document would be, and how many levels its nodes are nested."""

    length: int
    depth: int


def document_from(updates: Iterable[bytes]) -> Doc:
    """The document that ``updates`` make, in whatever order. Raises ValueError for what is no update."""
    document: Doc = Doc()
    document.get(FRAGMENT, type=XmlFragment)
    for update in updates:
        document.apply_update(update)
    return document


def into_ydoc(tree: Node, document: Doc) -> None:
    """Write ``tree`` into an empty ``document``, in one transaction."""
    fragment = document.get(FRAGMENT, type=XmlFragment)
    with document.transaction():
        write(fragment, 0, parts_of(tree["content"]))


def from_ydoc(document: Doc) -> Node:
    """The tree of ``document``: always a valid one, whatever stands there."""
    fragment = document.get(FRAGMENT, type=XmlFragment)
    return {"type": "doc", "content": blocks(written(fragment)) or [{"type": "paragraph"}]}


def size_of(document: Doc) -> Size:
    """How large ``document`` is. Nothing here goes by recursion: it is asked of what nobody has looked at."""
    length = deepest = 0
    waiting = [(child, 1) for child in document.get(FRAGMENT, type=XmlFragment).children]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(node, XmlText):
            length += len(node)
            continue
        length += _NODE + sum(len(str(value)) for _, value in node.attributes)
        waiting.extend((child, depth + 1) for child in node.children)
    return Size(length, deepest)
