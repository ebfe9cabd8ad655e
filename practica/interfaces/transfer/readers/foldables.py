"""What folds: ``<details>`` with a summary, as GitHub and Docusaurus have it, as toggles of ours."""

import re

from practica.interfaces.transfer.readers.callouts import toggle
from practica.interfaces.transfer.readers.lines import marked, outside_spans

_TAG = re.compile(r"<details\b[^<>]*>|</details\s*>|<summary\b[^<>]*>|</summary\s*>", re.I)
# It may be what an item of a list begins with.
_OPEN = re.compile(r"([ \t]*)((?:[-*+]|\d{1,9}[.)]) +)?<details\b[^<>]*>", re.I)
_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>(.*?)</summary\s*>", re.I | re.S)
# A quotation, or the row of a table: taken apart it would be none.
_STAYS = re.compile(r"\s*>|[^<]*\|")
_DEEPEST = 20
# Four blanks more would be code.
_INDENT = "   "


def convert(text: str) -> str:
    """``text`` with what folds as toggles; what is opened and never closed stays as it is."""
    if "<details" not in text.casefold():
        return text
    return "\n".join(_converted(_tags_on_their_own(text), 0))


def _tags_on_their_own(text: str) -> list[str]:
    lines: list[str] = []
    for line, code in marked(text):
        if code or "<" not in line or _STAYS.match(line):
            lines.append(line)
            continue
        indent = line[: len(line) - len(line.lstrip())]
        split = outside_spans(line, lambda part: _TAG.sub(lambda found: f"\n{found[0]}\n", part))
        if split == line:
            lines.append(line)
            continue
        pieces = [one.strip() for one in split.split("\n") if one.strip()]
        if (opened := _OPEN.match(line)) and opened[2]:
            lines.append(f"{indent}{opened[2]}{pieces[1]}")
            indent, pieces = " " * len(indent + opened[2]), pieces[2:]
        lines += [indent + one for one in pieces]
    return lines


def _converted(lines: list[str], depth: int) -> list[str]:
    ends = _ends(lines) if depth < _DEEPEST else {}
    done: list[str] = []
    at = 0
    while at < len(lines):
        opened = _OPEN.match(lines[at]) if at in ends else None
        if opened is None:
            done.append(lines[at])
            at += 1
            continue
        mark = opened[2] or ""
        blanks = opened[1] if mark else opened[1][: len(_INDENT)]
        indent = blanks + " " * len(mark)
        inside = [line.removeprefix(indent) for line in lines[at + 1 : ends[at]]]
        summary, body = _summary(inside)
        if done and done[-1].strip() and not mark:
            done.append("")
        first, *rest = toggle(summary, _converted(body, depth + 1), indent)
        done += [blanks + mark + first.removeprefix(indent), *rest]
        at = ends[at] + 1
        if at < len(lines) and lines[at].strip():
            done.append("")
    return done


def _ends(lines: list[str]) -> dict[int, int]:
    """The line that closes each, by the line that opens it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for number, (line, code) in enumerate(marked("\n".join(lines))):
        if code:
            continue
        if _OPEN.match(line):
            opened.append(number)
        elif line.lstrip().casefold().startswith("</details") and opened:
            found[opened.pop()] = number
    return found


def _summary(lines: list[str]) -> tuple[str, list[str]]:
    """The words that stay in sight, and the lines that fold."""
    text = "\n".join(lines)
    found = _SUMMARY.match(text)
    if found is None:
        return "", lines
    return " ".join(found[1].split()), text[found.end() :].split("\n")
