"""Snippets (``--8<-- "file"``): text of one file inside another, without circles and within bounds."""

import re
from collections.abc import Callable

from practica.interfaces.transfer.readers.budget import MB, say_bytes
from practica.interfaces.transfer.readers.reasons import Reason, because

Include = Callable[[str], str | None]

_LINE = re.compile(
    r"""^(?P<indent>[ \t]*)(?P<escaped>;*)-{1,}8<-{1,}[ \t]+["'](?P<path>[^"'\n]+)["'][ \t]*$"""
)
_BLOCK = re.compile(r"^(?P<indent>[ \t]*)-{1,}8<-{1,}[ \t]*$")
_PART = re.compile(
    r"^(?P<path>.*?)(?::(?P<start>\d{0,9})(?::(?P<end>\d{0,9}))?|:(?P<name>[A-Za-z_][\w-]*))?$"
)
_SECTION = r"(?<!-)-{{1,}}8<-{{1,}}[ \t]+\[(?:{word}):[ \t]*{name}\]"
_LARGEST = 1 * MB
_DEEPEST = 20
_MOST = 2_000


def convert(text: str, path: str, include: Include, losses: list[Reason]) -> str:
    """``text`` of the item at ``path`` with its snippets in place; ``include`` gives a text or None."""
    if "8<" not in text:
        return text
    return "\n".join(_Reader(include, losses).expanded(text.split("\n"), (path,)))


class _Reader:
    """Follows snippets, remembering where it is and how much it has read."""

    def __init__(self, include: Include, losses: list[Reason]) -> None:
        self._include, self._losses, self._size, self._count = include, losses, 0, 0

    def expanded(self, lines: list[str], inside: tuple[str, ...]) -> list[str]:
        """``lines`` with every snippet replaced; ``inside`` are the files we are in the middle of."""
        done: list[str] = []
        in_block = False
        for line in lines:
            if _BLOCK.match(line):
                in_block = not in_block
            elif in_block:
                if line.strip() and not line.strip().startswith(";"):
                    done += self._snippet(line.strip(), line[: len(line) - len(line.lstrip())], inside)
            elif (found := _LINE.match(line)) and not found["escaped"]:
                done += self._snippet(found["path"], found["indent"], inside)
            elif found:
                done.append(line.replace(";", "", 1))
            else:
                done.append(line)
        return done

    def _snippet(self, wanted: str, indent: str, inside: tuple[str, ...]) -> list[str]:
        if "://" in wanted:
            return self._lost("address", wanted)
        self._count += 1
        if self._size > 2 * _LARGEST or self._count > _MOST:
            # Said once already: reading on would cost more than it could bring.
            return self._lost("big", wanted, limit=say_bytes(_LARGEST)) if self._count == _MOST + 1 else []
        part = _PART.match(wanted)
        path = part["path"] if part else wanted
        if path in inside:
            return self._lost("circular", path)
        text = self._include(path)
        if text is None:
            return self._lost("missing", path)
        self._size += len(text)
        if self._size > _LARGEST or len(inside) > _DEEPEST:
            return self._lost("big", path, limit=say_bytes(_LARGEST))
        lines = _chosen(text.split("\n"), part)
        if lines is None:
            return self._lost("section", wanted)
        while lines and not lines[-1].strip():
            lines.pop()
        return [indent + line if line.strip() else line for line in self.expanded(lines, (*inside, path))]

    def _lost(self, why: str, path: str, **values: str) -> list[str]:
        reason = because(f"lossy.snippet-{why}", path=path, **values)
        if reason not in self._losses:
            self._losses.append(reason)
        return []


def _chosen(lines: list[str], part: re.Match[str] | None) -> list[str] | None:
    """The lines a snippet asks for: all, from a line to a line, or between the marks of a named section."""
    if not part:
        return lines
    if part["name"]:
        name = re.escape(part["name"])
        start = _first(lines, re.compile(_SECTION.format(word="start", name=name)))
        end = _first(lines, re.compile(_SECTION.format(word="end", name=name)))
        return lines[start + 1 : end] if start is not None and end is not None else None
    if part["start"] or part["end"]:
        return lines[max(int(part["start"] or 1), 1) - 1 : int(part["end"]) if part["end"] else None]
    return [line for line in lines if not re.search(r"(?<!-)-{1,}8<-{1,}[ \t]+\[(?:start|end):", line)]


def _first(lines: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((number for number, line in enumerate(lines) if pattern.search(line)), None)
