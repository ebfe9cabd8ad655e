"""Docusaurus: ``:::`` admonitions, MDX lines and the settings of a folder."""

import json
import re
from collections.abc import Iterable
from typing import Any

from practica.interfaces.transfer.readers.callouts import callout
from practica.interfaces.transfer.readers.lines import CodeWatch
from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.settings import Unreadable, read_yaml

_OPEN = re.compile(r"^(\s*)(:{3,})\s*([A-Za-z][\w-]*)(?:\[(.*)\]|[ \t]+(\S.*))?\s*$")
_CLOSE = re.compile(r"^\s*(:{3,})\s*$")
_MODULE = re.compile(
    r"^(?:import\s+(?:\S.{0,500}?\sfrom\s+)?['\"][^'\"]{1,500}['\"];?|export\s+(?:const|default|function)\b.*)\s*$"
)
_COMPONENT = re.compile(r"</?([A-Z][\w.]*)(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"\{/\*(?:(?!\{/\*).)*?\*/\}", re.DOTALL)
_DEEPEST = 20
# “02-setup”, but neither a day nor a version.
_NUMBERED = re.compile(r"^(?!\d{4}-\d{1,2}-\d{1,2}|\d+[._]\d)\d+[ \t]*[-_.]+[ \t]*(?=[^-_. \t])")


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
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    return values if isinstance(values, dict) else {}


def unnumbered(path: str) -> str:
    """``path`` as the built site shows it: without the numbers that give the order."""
    return "/".join(_NUMBERED.sub("", part) for part in path.split("/"))


def addresses(path: str, docs: str, names: Iterable[str]) -> list[str]:
    """Where the built site shows the page at ``path``, as paths below the folder ``docs``: under its own name
    and the ``names`` it was given. A name with a slash before it counts from the top of the documents."""
    folder, _, name = path.rpartition("/")
    own = (f"{docs}{one}" if one.startswith("/") else f"{folder}/{one}" for one in names)
    return [unnumbered(one.strip("/")) for one in (f"{folder}/{name.rpartition('.')[0]}", *own)]


def _converted(lines: list[str], depth: int = 0) -> list[str]:
    if depth > _DEEPEST:
        return lines
    done: list[str] = []
    watch, at = CodeWatch(), 0
    ends = _ends(lines)
    while at < len(lines):
        line = lines[at]
        found = _OPEN.match(line)
        end = None if watch.is_code(line) or not found else ends.get(at)
        at += 1
        if found is None or end is None:
            done.append(line)
            continue
        indent = found[1]
        body = [inner.removeprefix(indent) for inner in lines[at:end]]
        if done and done[-1].strip():
            done.append("")
        done += callout(found[3], found[4] or found[5], _converted(body, depth + 1), indent)
        at = end + 1
        if at < len(lines) and lines[at].strip():
            done.append("")
    return done


def _ends(lines: list[str]) -> dict[int, int]:
    """The line that closes each block, by the line that opens it: a fence closes the innermost block that was
    opened with no more colons, and what was opened inside it and never closed is none."""
    found: dict[int, int] = {}
    waiting: list[tuple[int, int]] = []
    watch = CodeWatch()
    for number, line in enumerate(lines):
        if watch.is_code(line):
            continue
        if opened := _OPEN.match(line):
            waiting.append((number, len(opened[2])))
        elif closed := _CLOSE.match(line):
            at = next(
                (at for at in range(len(waiting) - 1, -1, -1) if waiting[at][1] <= len(closed[1])), None
            )
            if at is not None:
                found[waiting[at][0]] = number
                del waiting[at:]
    return found
