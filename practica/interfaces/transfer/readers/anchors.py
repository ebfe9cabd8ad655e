"""Headings and the names other systems give them, so that a link to a heading still finds it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from practica.interfaces.transfer.readers.lines import marked
from practica.interfaces.transfer.readers.mkdocs.inline import heading_identifier
from practica.kit.markup.outline import slug as our_slug

_QUOTE = re.compile(r"^\s*(?:>[ \t]*)*")
_ATX = re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|$)")
# Longer ones are read up to here: they are no headings but texts.
_LONGEST_HEADING = 1_000
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
# What an underline makes a heading of.
_WORDS = re.compile(r"^ {0,3}(?:[^\s>#|\-*+\d]|\d+[^.)\d])")
_NAMED = re.compile(r"<(?:a|span|div)\b([^<>]*)>(?:\s*+</(?:a|span|div)>)?")
_NAME = re.compile(r"""(?<![\w-])(?:name|id)\s*+=\s*+["']?([\w:.-]+)""")
_SPELLING = re.compile(
    r"!?\[([^\]]*)\]\([^)]*\)|!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]"
    r"|<[^<>]+>|(`+)(.+?)\3|[*~]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: level 1 to 6, words, anchor here, line, and whether a quote or list holds it."""

    level: int
    text: str
    anchor: str
    line: int
    is_nested: bool = False


def outline(body: str) -> list[Heading]:
    """The headings of ``body`` in order."""
    used: dict[str, int] = {}
    return [
        Heading(level, words, _unique(slug(words), used, "-"), line, is_nested)
        for level, words, line, is_nested in _headings(body)
    ]


def name_headings(body: str) -> tuple[str, dict[str, int], list[Heading]]:
    """``body`` without ``{#id}`` and ``<a name>``, the place in its outline for every name there, the
    outline.

    In a body without headings a name stands for the top of the page: -1.
    """
    named: list[tuple[int, str]] = []
    if "{" in body or "<" in body:
        body, named = _without_marks(body)
    headings = outline(body)
    return body, _elsewhere(headings) | _by_place(headings, named), headings


def _without_marks(body: str) -> tuple[str, list[tuple[int, str]]]:
    """``body`` without ``{#id}`` and ``<a name>``, and the names with the lines they stood on."""
    named: list[tuple[int, str]] = []
    lines: list[str] = []
    for line, code in marked(body):
        if not code:
            if "{" in line:
                line, identifier = heading_identifier(line)
                if identifier:
                    named.append((len(lines), identifier))
            if "<" in line:
                found, bare = _without_names(line)
                named += [(len(lines), name) for name in found]
                if found and (_ATX.match(line) or not bare.strip()):
                    line = bare.rstrip()
        lines.append(line)
    return "\n".join(lines), named


def without(headings: list[Heading], place: int, lines: int) -> list[Heading]:
    """The outline once the heading at ``place``, ``lines`` long, was taken out of the body.

    Anchors are counted anew: a second heading of the same words is the first one now.
    """
    used: dict[str, int] = {}
    gone = headings[place].line
    return [
        Heading(
            heading.level,
            heading.text,
            _unique(slug(heading.text), used, "-"),
            heading.line - (lines if heading.line > gone else 0),
            heading.is_nested,
        )
        for number, heading in enumerate(headings)
        if number != place
    ]


def named_anchors(names: dict[str, int], headings: list[Heading], removed: int = -1) -> dict[str, str]:
    """The anchor here for every name, after the heading at place ``removed`` became the title of the page."""
    return {
        name: "" if place in (-1, removed) else headings[place - (0 <= removed < place)].anchor
        for name, place in names.items()
    }


# The words of a heading are asked for under each of its names, and the same headings come again and again.
@lru_cache(maxsize=1024)
def slug(words: str) -> str:
    """The anchor of a heading here, before it is numbered."""
    return our_slug(words)


@lru_cache(maxsize=1024)
def python_markdown_slug(words: str) -> str:
    """The anchor Python-Markdown (MkDocs) gives the same heading."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())


def plain(words: str) -> str:
    """The words of a heading as a reader sees them, without Markdown."""
    shown = _SPELLING.sub(lambda found: found[1] or found[2] or found[4] or "", words)
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown).split())


def _elsewhere(headings: list[Heading]) -> dict[str, int]:
    """Every spelling another system may use, lower case, with the place of its heading."""
    names: dict[str, int] = {}
    used: dict[str, int] = {}
    unicode_used: dict[str, int] = {}
    for place, heading in enumerate(headings):
        dashed = re.sub(r"[-\s]+", "-", slug(heading.text))
        names.setdefault(_unique(python_markdown_slug(heading.text), used, "_"), place)
        names.setdefault(_unique(dashed, unicode_used, "_"), place)
        names.setdefault(heading.text.casefold(), place)
    return names | {heading.anchor: place for place, heading in enumerate(headings)}


def _by_place(headings: list[Heading], named: list[tuple[int, str]]) -> dict[str, int]:
    """A name belongs to the heading on its line or the next below; at the end to the last one."""
    return {
        name.casefold(): next(
            (place for place, heading in enumerate(headings) if heading.line >= line), len(headings) - 1
        )
        for line, name in named
    }


def _headings(body: str) -> list[tuple[int, str, int, bool]]:
    """Level, words, line and whether it is nested, of each heading."""
    found: list[tuple[int, str, int, bool]] = []
    before = ""
    for number, (line, code) in enumerate(marked(body)):
        if code:
            before = ""
            continue
        if "#" in line and (heading := _with_signs(line)):
            found.append((heading[0], heading[1], number, heading[2]))
            before = ""
            continue
        underline = _UNDERLINE.match(line) if before else None
        if underline and _WORDS.match(before):
            level = 1 if underline[1][0] == "=" else 2
            found.append((level, plain(before[:_LONGEST_HEADING]), number - 1, False))
            before = ""
        else:
            before = line
    return found


def _with_signs(line: str) -> tuple[int, str, bool] | None:
    """Level and words of a heading written with ``#``, and whether a quote holds it."""
    prefix = _QUOTE.match(line)
    bare = line[prefix.end() :] if prefix else line
    heading = _ATX.match(bare)
    if heading is None:
        return None
    return len(heading[1]), plain(_words_of(bare[heading.end() :])), not _ATX.match(line)


def _without_names(line: str) -> tuple[list[str], str]:
    """The names that empty marks in ``line`` give a place, and the line without those marks."""
    names: list[str] = []

    def taken(found: re.Match[str]) -> str:
        if not (name := _NAME.search(found[1])):
            return found[0]
        names.append(name[1])
        return ""

    bare = _NAMED.sub(taken, line)
    return names, bare


def _words_of(rest: str) -> str:
    """The words of a heading without the marks that may close it."""
    words = rest[:_LONGEST_HEADING].strip(" \t")
    open_end = words.rstrip("#")
    return open_end.rstrip(" \t") if not open_end or open_end[-1] in " \t" else words


def _unique(name: str, used: dict[str, int], joint: str) -> str:
    """``name``, numbered while it is taken, as every one of these systems does. ``used`` counts."""
    wanted, number = name, used.get(name, 0)
    while name in used:
        number += 1
        name = f"{wanted}{joint}{number}"
    used[wanted] = number
    used.setdefault(name, 0)
    return name
