"""Tree → Markdown that stays spelled as it was where nothing changed.

Markdown says one thing in many ways. Whoever edits one paragraph of a page that was written elsewhere should
find one paragraph changed in its history, not every list marker and every underlined heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from practica.kit.markup.limits import BodyRefused
from practica.kit.markup.parse import parse, parse_with_lines
from practica.kit.markup.serialize import to_markdown
from practica.kit.markup.tree import Node, clean

_GAP = re.compile(r"\n(?:[ \t]*\n)*\Z")


@dataclass(frozen=True, slots=True)
class _Block:
    """A block as it was written: its node, its lines, and what stood between it and the one before: empty
    lines, and what makes no node (comments, the addresses of references)."""

    node: Node
    before: str
    lines: str


def to_markdown_like(tree: Node, source: str) -> str:
    """The Markdown of ``tree``; blocks that stand in ``source`` too are spelled as they are there.

    It reads back as ``to_markdown(tree)`` does, always: where keeping the spelling would change that, the
    whole is spelled anew.
    """
    anew = to_markdown(tree)
    try:
        meant = parse(anew)
        if meant == parse(source):
            return source
        kept = _joined(tree.get("content", []), *_blocks(source))
        return kept if parse(kept) == meant else anew
    except BodyRefused:
        return anew


def _blocks(source: str) -> tuple[list[_Block], str]:
    """The blocks of ``source``, and what stands behind the last."""
    lines = clean(source).split("\n")
    blocks: list[_Block] = []
    done = 0
    for node, first, last in parse_with_lines(source):
        # Lists and quotes take the empty lines behind them along.
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        blocks.append(_Block(node, _lines(lines[done:first]), _lines(lines[first:last])))
        done = last
    return blocks, "\n".join(lines[done:])


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _joined(nodes: list[Node], old: list[_Block], rest: str) -> str:
    keys = [[repr(block.node) for block in old], [repr(node) for node in nodes]]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    written = ""
    kept = -1  # the old block that was written last, as it was
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            for at in range(first, last):
                block = old[at]
                follows = kept == at - 1
                written = _behind(written, block.before if follows else block.before.strip("\n"), follows)
                written = _behind(written, block.lines, follows)
                kept = at
            continue
        for block in old[first:last]:
            # What makes no node stays: other blocks may need it.
            written = _behind(written, block.before.strip(), False)
        if new_last > new_first:
            anew = to_markdown({"type": "doc", "content": nodes[new_first:new_last]})
            written = _behind(written, anew.strip("\n"), False)
        kept = -2
    return _behind(written, rest, kept == len(old) - 1).rstrip("\n") + "\n"


def _behind(written: str, more: str, as_it_was: bool) -> str:
    """``more`` behind ``written``, with an empty line between them unless the distance is as it was."""
    if as_it_was or not written or not more.strip():
        return written + more
    return _GAP.sub("", written + "\n") + "\n\n" + more.lstrip("\n")
