"""Markdown line by line: which lines are code, and how to change the rest without touching code."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

FENCE = re.compile(
    r"^(?P<before>[ \t]*+(?:>[ \t]*+)*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?)(?P<mark>`{3,}|~{3,})(?P<info>.*)$"
)
LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_TICKS = re.compile(r"`+")
# What every text with code has: a fence, or a line that stands four columns in.
_MAY_BE_CODE = re.compile(r"```|~~~|^(?: {4}| {0,3}\t)", re.MULTILINE)


class CodeWatch:
    """Tells of each line, asked in order, whether it is code (fenced or indented)."""

    def __init__(self) -> None:
        self._fence = ""
        self._in_list = False
        self._indented = False
        self._blank_before = True

    def is_code(self, line: str) -> bool:
        """Whether ``line`` is code or the fence of code."""
        if self._fence:
            bare = line.strip().lstrip("> ")
            if bare.startswith(self._fence) and not bare.strip(self._fence[0]):
                self._fence = ""
            return True
        found = FENCE.match(line) if "```" in line or "~~~" in line else None
        if found and not (found["mark"][0] == "`" and "`" in found["info"]):
            self._fence = found["mark"]
            # Code at the margin ends a list.
            self._in_list = self._in_list and line[:1].isspace()
            return True
        return self._is_indented_code(line)

    def _is_indented_code(self, line: str) -> bool:
        if not line.strip():
            self._blank_before = True
            return False
        wide = line.expandtabs(4) if "\t" in line else line
        deep = wide.startswith("    ")
        if LIST_ITEM.match(line) and not (deep and not self._in_list):
            self._in_list = True
        elif not wide.startswith(" "):
            self._in_list = False
        self._indented = deep and not self._in_list and (self._blank_before or self._indented)
        self._blank_before = False
        return self._indented


def marked(text: str) -> Iterator[tuple[str, bool]]:
    """Each line of ``text`` with whether it is code."""
    return zip(text.split("\n"), _code(text), strict=True)


# A page goes through a dozen changes and most leave it as it is: each asks for the same text again.
@lru_cache(maxsize=2)
def _code(text: str) -> tuple[bool, ...]:
    """Of each line, whether it is code."""
    if not _MAY_BE_CODE.search(text):
        return (False,) * (text.count("\n") + 1)
    watch = CodeWatch()
    return tuple(watch.is_code(line) for line in text.split("\n"))


def in_prose(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` applied to every stretch of a line that is not code."""
    return "\n".join([line if code else outside_spans(line, change) for line, code in marked(text)])


def outside_spans(line: str, change: Callable[[str], str]) -> str:
    """``line`` with ``change`` applied outside its code spans."""
    if "`" not in line:
        return change(line)
    pieces, at = [], 0
    for start, end in _spans(line):
        pieces += [change(line[at:start]), line[start:end]]
        at = end
    return "".join([*pieces, change(line[at:])])


def _spans(line: str) -> Iterator[tuple[int, int]]:
    """Where code spans begin and end: a run of ticks up to the next run of the same length. Each run is
    looked at once, whatever their lengths."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(line)]
    following: dict[int, int] = {}
    closing = [-1] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closing[number] = following.get(length, -1)
        following[length] = number
    number = 0
    while number < len(runs):
        if closing[number] < 0:
            number += 1
            continue
        yield runs[number][0], runs[closing[number]][1]
        number = closing[number] + 1


def indent_of(line: str) -> int:
    """The blanks at the start of ``line``; a tab counts to the next multiple of four."""
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def indented_block(lines: list[str], start: int, indent: int) -> tuple[list[str], int]:
    """The lines from ``start`` that are blank or indented by ``indent``, dedented; and where they end."""
    end = at = start
    while at < len(lines) and (not lines[at].strip() or indent_of(lines[at]) >= indent):
        at += 1
        if lines[at - 1].strip():
            end = at
    return [
        line.expandtabs(4)[indent:] if line[:indent].strip(" ") else line[indent:]
        for line in lines[start:end]
    ], end
