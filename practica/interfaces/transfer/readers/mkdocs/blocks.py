"""Admonitions, foldable notes and content tabs: blocks held together by indentation."""

import html
import re

from practica.interfaces.transfer.readers.callouts import callout, toggle
from practica.interfaces.transfer.readers.lines import CodeWatch, indent_of, indented_block
from practica.interfaces.transfer.readers.reasons import Reason, because

_NOTE = re.compile(r'^\s*(!!!|\?\?\?\+?)\s*([A-Za-z][\w-]*)((?:\s+[\w-]+)*)(?:\s+"(.*)")?\s*$')
_TAB = re.compile(r'^\s*===[!+]*\s+"(.*)"\s*$')
_MARKS = ("!!!", "???", "===")
_DEEPEST = 20


def convert(text: str, losses: list[Reason]) -> str:
    """``text`` with its indented blocks in our spelling."""
    if not any(mark in text for mark in _MARKS):
        return text
    return "\n".join(_converted(text.split("\n"), losses, 0))


def _converted(lines: list[str], losses: list[Reason], depth: int) -> list[str]:
    done: list[str] = []
    watch, at = CodeWatch(), 0
    while at < len(lines):
        line = lines[at]
        note = tab = None
        if line.lstrip()[:3] in _MARKS:
            note, tab = _NOTE.match(line), _TAB.match(line)
        if watch.is_code(line) or depth > _DEEPEST or not (note or tab):
            done.append(line)
            at += 1
            continue
        indent = indent_of(line)
        body, at = indented_block(lines, at + 1, indent + 4)
        inner = _converted(body, losses, depth + 1)
        if done and done[-1].strip():
            done.append("")
        if note:
            done += _note(note, inner, " " * indent)
        elif tab:
            losses.append(because("lossy.tabs"))
            done += _indent([f"**{tab[1].strip()}**", "", *inner], " " * indent)
        if at < len(lines) and lines[at].strip():
            done.append("")
    return done


def _note(found: re.Match[str], body: list[str], indent: str) -> list[str]:
    mark, word, _, title = found.groups()
    if mark == "!!!":
        return callout(word, title, body, indent)
    summary = title if title else word.capitalize()
    return toggle(html.escape(summary, quote=False), body, indent)


def _indent(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line.strip() else "" for line in lines]
