"""The attributes of nodes as a browser sends them, read with suspicion: what cannot be one is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from practica.kit.markup.parse import CALLOUTS
from practica.kit.markup.tree import Node, clean

Read = Callable[[Any], Any]


def attributes_of(name: str, given: Any) -> Node:
    """``{"attrs": …}`` of a node called ``name``, each there and of its kind; ``{}`` for one without any."""
    wanted = ATTRIBUTES.get(name)
    return {"attrs": {key: read(given.get(key)) for key, read in wanted.items()}} if wanted else {}


def is_whole(name: str, attributes: Node) -> bool:
    """Whether a node has what it cannot be without."""
    return all(attributes["attrs"][key] for key in _NEEDED.get(name, ()))


def said_instead(given: Any) -> str:
    """What a person would read of a small node that is not whole."""
    return next((words for key in _SAID if (words := line(given.get(key)))), "")


def line(value: Any) -> str:
    """One line of text; "" for anything else."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def line_or_none(value: Any) -> str | None:
    """One line of text; None for anything else, and for nothing."""
    return line(value) or None


def _lines(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _number(least: int, most: int, default: int | None) -> Read:
    def number(value: Any) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            return default
        return min(max(int(min(max(value, least), most)), least), most)

    return number


def _one_of(names: Iterable[str], default: str | None) -> Read:
    known = frozenset(names)
    return lambda value: value if isinstance(value, str) and value in known else default


_ALIGN: Final = _one_of(("left", "center", "right"), None)
ATTRIBUTES: Final[dict[str, dict[str, Read]]] = {
    "heading": {"level": _number(1, 6, 2)},
    "orderedList": {"start": _number(0, 999_999_999, 1)},
    "taskItem": {"checked": lambda value: value is True},
    "callout": {"kind": _one_of(CALLOUTS.values(), "note"), "title": line_or_none},
    "codeBlock": {"language": line_or_none},
    "mathBlock": {"tex": _lines},
    "embed": {"url": line},
    "include": {"target": line},
    "tableHeader": {"align": _ALIGN},
    "tableCell": {"align": _ALIGN},
    "wikiLink": {"target": line, "label": line},
    "mention": {"label": line, "id": line},
    "mathInline": {"tex": _lines},
    "image": {
        "src": line,
        "alt": line_or_none,
        "title": line_or_none,
        "width": _number(1, 9999, None),
        "height": _number(1, 9999, None),
    },
}
# Without these a node says nothing.
_NEEDED: Final = {
    "embed": ("url",),
    "include": ("target",),
    "wikiLink": ("target",),
    "mention": ("id", "label"),
    "mathInline": ("tex",),
    "image": ("src",),
}
_SAID: Final = ("label", "target", "alt", "tex")
