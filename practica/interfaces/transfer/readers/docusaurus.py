"""Docusaurus: ``:::`` admonitions, MDX lines and the settings of a folder."""

import json
import re
from typing import Any

from practica.interfaces.transfer.readers.callouts import callout
from practica.interfaces.transfer.readers.lines import CodeWatch
from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.settings import Unreadable, read_yaml

_OPEN = re.compile(r"^(\s*)(:{3,})\s*([A-Za-z][\w-]*)(?:\[(.*)\]|[ \t]+(\S.*))?\s*$")
_CLOSE = re.compile(r"^\s*(:{3,})\s*$")
_MODULE = re.compile(
    r"^(?:import\s+(?:.+\s+from\s+)?['\"].+['\"];?|export\s+(?:const|default|function)\b.*)\s*$"
)
_COMPONENT = re.compile(r"</?([A-Z][\w.]*)(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)


def admonitions(text: str) -> str:
    """``text`` with ``:::`` blocks as callouts; harmless for every source."""
    return "\n".join(_converted(text.split("\n"))) if ":::" in text else text


def without_mdx(text: str, losses: list[Reason]) -> str:
    """``text`` without imports and components; the words between their tags stay."""
    names: dict[str, None] = {}
    watch, kept = CodeWatch(), []
    text = _COMMENT.sub("", text)
    for line in text.split("\n"):
        if watch.is_code(line):
            kept.append(line)
        elif _MODULE.match(line):
            names.setdefault(line.split()[0], None)
        else:
            for found in _COMPONENT.finditer(line):
                names.setdefault(found[1], None)
            shorter = _COMPONENT.sub("", line)
            kept.append(shorter if shorter == line else shorter.strip())
    if names:
        losses.append(because("lossy.mdx", names=", ".join(names)))
    return "\n".join(kept)


def folder_settings(text: str) -> dict[str, Any]:
    """What a ``_category_`` file says: ``label`` and ``position``. Raises `Unreadable`."""
    try:
        values = json.loads(text) if text.lstrip().startswith("{") else read_yaml(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    return values if isinstance(values, dict) else {}


def _converted(lines: list[str]) -> list[str]:
    done: list[str] = []
    watch, at = CodeWatch(), 0
    while at < len(lines):
        line = lines[at]
        found = _OPEN.match(line)
        end = None if watch.is_code(line) or not found else _end(lines, at + 1, len(found[2]))
        at += 1
        if found is None or end is None:
            done.append(line)
            continue
        indent = found[1]
        body = [inner.removeprefix(indent) for inner in lines[at:end]]
        if done and done[-1].strip():
            done.append("")
        done += callout(found[3], found[4] or found[5], _converted(body), indent)
        at = end + 1
        if at < len(lines) and lines[at].strip():
            done.append("")
    return done


def _end(lines: list[str], start: int, colons: int) -> int | None:
    """Where the block opened with ``colons`` closes; inner blocks of the same length are stepped over."""
    depth, watch = 0, CodeWatch()
    for number in range(start, len(lines)):
        if watch.is_code(lines[number]):
            continue
        if (opened := _OPEN.match(lines[number])) and len(opened[2]) <= colons:
            depth += 1
        elif closed := _CLOSE.match(lines[number]):
            if len(closed[1]) >= colons and not depth:
                return number
            depth = max(0, depth - 1)
    return None
