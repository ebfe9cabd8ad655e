"""Two versions of one rendered block with what went and what came marked, word by word.

The structure shown is that of the version it belongs to: lists are compared item by item, tables row by row
and cell by cell, code line by line, everything else along its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from practica.kit.markup.blocks import WORDS, aligned

# Words and tags a pair may have together to be compared one by one.
MAX_TOKENS: Final = 4_000
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>')
_ID = re.compile(r' id="[^"]*"')
_EMPTY: Final = frozenset({"br", "hr", "img", "input"})
_PARTED = re.compile(r"</?(?:thead|tbody)>")
_BREAKS: Final = frozenset({"br", "p", "li", "td", "th", "tr"})

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A block as it was with ``del``, as it is with ``ins``, and both in one."""

    old: str
    new: str
    both: str


def marked(old: str, new: str) -> Marked:
    """Compare two pieces of safe HTML."""
    before, after = _elements(plain(old)), _elements(plain(new))
    if len(before) == 1 and len(after) == 1:
        return _one(before[0], after[0])
    return _many(before, after, "\n")


def whole(tag: str, html: str) -> str:
    """``html`` with every run of its words inside ``tag`` (``ins`` or ``del``)."""
    return _wrapped(tag, _tokens(plain(html)))


def plain(html: str) -> str:
    """``html`` without what has no meaning beside another version, like anchors that would be there twice."""
    return _TAG.sub(lambda tag: _ID.sub("", tag[0]), _PARTED.sub("", html)) if "<" in html else html


def _one(old: str, new: str) -> Marked:
    kind, other = _name(old), _name(new)
    if {kind, other} <= {"ul", "ol"}:
        return _units(old, new, "li")
    if kind != other:
        return _along(old, new)
    if kind == "div" and "<table>" in old and "<table>" in new:
        return _units(old, new, "tr")
    if kind == "pre":
        return _code(old, new)
    if kind == "tr":
        return _cells(old, new)
    return _along(old, new)


def _units(old: str, new: str, tag: str) -> Marked:
    """A list by its items, a table by its rows."""
    first, before, first_end = _cut(old, tag)
    head, after, end = _cut(new, tag)
    inner = _many(before, after, "")
    return Marked(f"{first}{inner.old}{first_end}", f"{head}{inner.new}{end}", f"{head}{inner.both}{end}")


def _cells(old: str, new: str) -> Marked:
    _o, before, _e = _cut(old, "t[dh]")
    _n, after, _f = _cut(new, "t[dh]")
    if len(before) != len(after):
        # A column came or went: the row as it was, and as it is.
        gone, come = whole("del", old), whole("ins", new)
        return Marked(gone, come, gone + come)
    pairs = [_along(one, other) for one, other in zip(before, after, strict=True)]
    return Marked(
        *(f"<tr>{''.join(getattr(p, side) for p in pairs)}</tr>" for side in ("old", "new", "both"))
    )


def _code(old: str, new: str) -> Marked:
    head, end = '<pre class="code" dir="ltr" tabindex="0"><code>', "</code></pre>"
    before, after = (_TAG.sub("", text).split("\n") for text in (old, new))
    inner = _many(before, after, "\n")
    return Marked(*(f"{head}{text}{end}" for text in (inner.old, inner.new, inner.both)))


def _many(before: Sequence[str], after: Sequence[str], between: str) -> Marked:
    old: list[str] = []
    new: list[str] = []
    both: list[str] = []
    for one, other in aligned(before, after):
        if one is None:
            come = whole("ins", other or "")
            new.append(come)
            both.append(come)
        elif other is None:
            gone = whole("del", one)
            old.append(gone)
            both.append(gone)
        elif one == other:
            for side in (old, new, both):
                side.append(other)
        else:
            pair = _one(one, other)
            old.append(pair.old)
            new.append(pair.new)
            both.append(pair.both)
    return Marked(between.join(old), between.join(new), between.join(both))


def _along(old: str, new: str) -> Marked:
    """Word by word."""
    before, after = _tokens(old), _tokens(new)
    if len(before) + len(after) > MAX_TOKENS:
        first, then = _wrapped("del", before), _wrapped("ins", after)
        return Marked(first, then, first + then)
    left: list[str] = []
    right: list[str] = []
    both: list[str] = []
    for tag, i1, i2, j1, j2 in _opcodes(before, after):
        gone, come = before[i1:i2], after[j1:j2]
        if tag == "equal":
            left.append("".join(gone))
            right.append("".join(come))
            both.append("".join(come))
            continue
        left.append(_wrapped("del", gone))
        right.append(_wrapped("ins", come))
        both += [_wrapped("del", _loose(gone)), _wrapped("ins", come)]
    return Marked("".join(left), "".join(right), "".join(both))


def _opcodes(before: list[str], after: list[str]) -> list[Opcode]:
    """What changed, where a lone comma or blank between two changes is part of the change."""
    found: list[Opcode] = []
    # A word is the same word with and without a blank behind it.
    old, new = ([token.rstrip() or " " for token in tokens] for tokens in (before, after))
    steps = SequenceMatcher(None, old, new).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        slight = tag == "equal" and 0 < at < len(steps) - 1 and not any(_says(x) for x in before[i1:i2])
        joins = found and found[-1][0] == "replace" and (slight or tag != "equal")
        if joins:
            found[-1] = ("replace", found[-1][1], i2, found[-1][3], j2)
        else:
            found.append((tag if tag == "equal" and not slight else "replace", i1, i2, j1, j2))
    return found


def _says(token: str) -> bool:
    return token.startswith("<") or any(sign.isalnum() for sign in token)


def _loose(tokens: list[str]) -> list[str]:
    """What went, as it may stand inside another structure: whole elements keep their tags, halves lose
    them."""
    depth = 0
    for token in tokens:
        if (tag := _TAG.fullmatch(token)) and tag[2] not in _EMPTY:
            depth += -1 if tag[1] else 1
            if depth < 0:
                break
    if depth == 0:
        # Two boxes side by side would say nothing: the new one stands.
        return [token for token in tokens if not token.startswith("<input")]
    return [token if not (tag := _TAG.fullmatch(token)) else _gap(tag) for token in tokens]


def _gap(tag: re.Match[str]) -> str:
    if tag[2] == "img":
        return tag[0]
    return " " if tag[2] in _BREAKS else ""


def _wrapped(name: str, tokens: Sequence[str]) -> str:
    parts: list[str] = []
    for is_tag, run in groupby(tokens, _is_tag):
        text = "".join(run)
        parts.append(text if is_tag or not text.strip() else f"<{name}>{text}</{name}>")
    return "".join(parts)


def _is_tag(token: str) -> bool:
    """True of what gives words their structure. A picture is read like a word."""
    return token.startswith("<") and not token.startswith("<img ")


def _tokens(html: str) -> list[str]:
    return list(_each_token(html))


def _each_token(html: str) -> Iterator[str]:
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            yield from WORDS.findall(html[at : tag.start()])
        yield tag[0]
        at = tag.end()
    if at < len(html):
        yield from WORDS.findall(html[at:])


def _name(html: str) -> str:
    tag = _TAG.match(html)
    return tag[2] if tag else ""


def _elements(html: str) -> list[str]:
    """The elements at the top of ``html``."""
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(html):
        if tag[2] not in _EMPTY:
            depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(html[start : tag.end()].strip())
            start = tag.end()
    if rest := html[start:].strip():
        found.append(rest)
    return found


def _cut(html: str, tag: str) -> tuple[str, list[str], str]:
    """What stands before the outermost elements called ``tag``, these, and what stands after the last."""
    name = re.compile(tag)
    units: list[str] = []
    depth = start = end = 0
    head = ""
    for found in _TAG.finditer(html):
        if not name.fullmatch(found[2]):
            continue
        if found[1]:
            depth -= 1
            if depth == 0:
                units.append(html[start : found.end()])
                end = found.end()
        else:
            if depth == 0:
                start = found.start()
                head = head if units else html[:start]
            depth += 1
    return head, units, html[end:]
