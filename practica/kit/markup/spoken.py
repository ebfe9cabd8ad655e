"""People named in plain words: ``@handle`` typed by hand becomes the mention that the editor writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from practica.kit.markup.parse import parse
from practica.kit.markup.tree import TEXT_BLOCKS, Node, walk

#: So many are looked for in one text.
MOST: Final = 100

# Not within an address, a path or another name, and not what a sign before it makes something else.
_SPOKEN = re.compile(r"(?<![\w@/.:\\\[\]`+-])@([A-Za-z0-9][A-Za-z0-9_-]{0,59})(?![\w@/\[-]|[.:]\w)")
# Signs that no text holds stand in for a name while it is asked whether its place is one of words.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def spoken_handles(source: str) -> set[str]:
    """What may be handles in ``source``, in lower case: asked before :func:`with_mentions`."""
    return {match[1].lower() for match in _SPOKEN.finditer(source)} if "@" in source else set()


def with_mentions(source: str, names: Mapping[str, str]) -> str:
    """``source`` with ``@handle`` as a mention where ``names`` (handle in lower case: name) knows the handle.

    Code, formulas and the words of links stay as they are, and every other letter too. Raises BodyRefused as
    :func:`parse` does.
    """
    found = [match for match in _SPOKEN.finditer(source) if match[1].lower() in names][:MOST]
    if not found or _OPEN in source or _CLOSE in source:
        return source
    marks = {match.start(): f"{_OPEN}{number}{_CLOSE}" for number, match in enumerate(found)}
    in_words = {
        int(number)
        for block in walk(parse(_replaced(source, found, marks)))
        if block["type"] in TEXT_BLOCKS
        for node in block.get("content", ())
        if node["type"] == "text" and not _is_taken(node)
        for number in _MARKED.findall(node["text"])
    }
    said = [match for number, match in enumerate(found) if number in in_words]
    return _replaced(source, said, {match.start(): _mention(match[1].lower(), names) for match in said})


def _is_taken(node: Node) -> bool:
    marks: list[dict[str, Any]] = node.get("marks") or []
    return any(mark["type"] in ("link", "code", "keyboard") for mark in marks)


def _mention(handle: str, names: Mapping[str, str]) -> str:
    label = re.sub(r"[\[\]\\\s]+", " ", names[handle]).strip()[:200]
    return f"@[{label or handle}](user:{handle})"


def _replaced(source: str, found: list[re.Match[str]], instead: Mapping[int, str]) -> str:
    parts, end = [], 0
    for match in found:
        parts += [source[end : match.start()], instead[match.start()]]
        end = match.end()
    return "".join([*parts, source[end:]])
