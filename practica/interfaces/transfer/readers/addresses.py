"""What a link can lead to in a source, and how its paths are read."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from practica.interfaces.transfer.readers.aside import Aside
from practica.interfaces.transfer.readers.reasons import Reason, because

NO_NAMES = -1
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True)
class Resolution:
    """What a link means: ``page`` and ``file`` have a ``key``, ``outside`` leads away, ``broken`` says why.

    ``anchor`` is the anchor of the heading here. ``problem`` is set when it does not lead where it says:
    always for ``broken``, and for a page that lacks the heading. ``note`` says what was read generously.
    """

    kind: Literal["page", "file", "outside", "broken"]
    key: str = ""
    anchor: str = ""
    problem: Reason | None = None
    note: Reason | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What the resolver must know of a page: the keys of its parts, and where the names of the headings of
    each part were put aside."""

    title: str
    keys: tuple[str, ...]
    names: tuple[int, ...]
    aliases: tuple[str, ...] = ()


class Names:
    """What the headings of every page were called in the source, on disk: there are dozens on a page, and
    few links ask for one."""

    def __init__(self) -> None:
        self._aside = Aside()

    def put(self, names: Iterable[tuple[str, str]]) -> int:
        """Put names of headings and their anchors aside; what to ask for them with. Neither has line ends or
        tabs."""
        lines = [f"{name}\t{anchor}\n" for name, anchor in names]
        if not lines:
            return NO_NAMES
        content = ("\n" + "".join(lines)).encode("utf-8", "surrogatepass")
        return self._aside.put(_LENGTH.pack(len(content)) + content)

    def written(self, place: int) -> str:
        """The names put aside at ``place``, one to a line, as :func:`heading` reads them."""
        if place == NO_NAMES:
            return ""
        (length,) = _LENGTH.unpack(self._aside.get(place, _LENGTH.size))
        return self._aside.get(place + _LENGTH.size, length).decode("utf-8", "surrogatepass")


def heading(parts: Sequence[str], name: str) -> tuple[int, str] | None:
    """Part and anchor of the first heading called ``name``; ``parts`` are the written names of each part."""
    if "\n" in name or "\t" in name:
        return None
    for part, names in enumerate(parts):
        at = names.find(f"\n{name}\t")
        if at >= 0:
            start = at + len(name) + 2
            return part, names[start : names.index("\n", start)]
    return None


class Either:
    """Whether a path is in any of several collections, without making a new one."""

    def __init__(self, *collections: Mapping[str, object] | set[str]) -> None:
        self._collections = collections

    def __contains__(self, path: str) -> bool:
        return any(path in collection for collection in self._collections)


def normal(path: str, base: str) -> str | None:
    """``path`` from ``base`` without dots, or None when it climbs out of the source."""
    parts = [part for part in base.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def distance(path: str, folder: str) -> tuple[int, int, str]:
    """How far ``path`` lies from ``folder``: steps up and down, then length, then name."""
    ours, theirs = folder.split("/") if folder else [], path.split("/")[:-1]
    shared = 0
    while shared < min(len(ours), len(theirs)) and ours[shared] == theirs[shared]:
        shared += 1
    return (len(ours) - shared) + (len(theirs) - shared), len(theirs), path


def broken(code: str, written: str) -> Resolution:
    return Resolution("broken", problem=because(code, link=written))
