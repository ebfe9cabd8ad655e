"""Links in a body: found where they stand, and rewritten there without touching anything else."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from practica.interfaces.transfer.readers.lines import in_prose

_REFERENCE = re.compile(r"^(\s{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?:<([^<>\n]*)>|(\S+))(.*)$")
_TITLE = re.compile(r"""^(.*?)((?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*)$""", re.DOTALL)
_HTML = re.compile(r"""(<[a-zA-Z][^<>]*?\s(?:href|src)\s*=\s*)(["'])([^"'<>]*)\2""")
_BRACKET = re.compile(r"[\[\]]")
_LONGEST_LABEL = 2_000
_WIKI = re.compile(r"(?<!!)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")


@dataclass(frozen=True)
class Link:
    """One link: ``target`` as written between its brackets; ``kind`` is ``link``, ``picture`` or ``wiki``."""

    target: str
    kind: str
    label: str = ""


Change = Callable[[Link], str | None]


def links(body: str) -> list[Link]:
    """Every link of ``body`` in order, outside code."""
    found: list[Link] = []
    rewrite(body, lambda link: found.append(link))
    return found


def rewrite(body: str, change: Change) -> str:
    """``body`` with the target of each link replaced by what ``change`` returns; None leaves it as it is.

    For a wiki link the answer is a whole new spelling of it, such as ``[label](/c/…)`` or ``[[Page|label]]``.
    """
    if "[" not in body and "<" not in body:
        return body
    return in_prose(body, lambda part: _rewritten(part, change))


def _rewritten(part: str, change: Change) -> str:
    if "[" in part or "](" in part or "<" in part:
        part = _reference(part, change)
        part = _inline(part, change) if "](" in part else part
        part = _WIKI.sub(lambda found: _wiki(found, change), part) if "[[" in part else part
        part = _HTML.sub(lambda found: _attribute(found, change), part) if "<" in part else part
    return part


def _reference(part: str, change: Change) -> str:
    found = _REFERENCE.match(part)
    if not found:
        return part
    target = found[2] if found[2] is not None else found[3]
    # `[comment]: <> (words)` is how people write comments.
    new = change(Link(target, "link")) if target else None
    return part if new is None else f"{found[1]}{_written(new)}{found[4]}"


def _inline(part: str, change: Change) -> str:
    pieces, at = [], 0
    opened = _opened(part)
    while (start := part.find("](", at)) >= 0:
        end = _closing(part, start + 2)
        if end < 0:
            break
        target, rest = _target(part[start + 2 : end])
        label_start = part.rfind("[", max(0, start - _LONGEST_LABEL), start)
        own = opened.get(start, 0)
        kind = "picture" if own and part[own - 1] == "!" else "link"
        is_ours = part[max(0, label_start - 1) : label_start] == "@" and target.startswith("user:")
        new = None if is_ours else change(Link(target, kind, part[label_start + 1 : start]))
        if new is None:
            pieces.append(part[at : end + 1])
        else:
            pieces.append(f"{part[at : start + 2]}{_written(new)}{rest})")
        at = end + 1
    return "".join([*pieces, part[at:]])


def _opened(part: str) -> dict[int, int]:
    """Where the bracket was opened that closes at a place."""
    waiting: list[int] = []
    found: dict[int, int] = {}
    for bracket in _BRACKET.finditer(part):
        if bracket[0] == "[":
            waiting.append(bracket.start())
        elif waiting:
            found[bracket.start()] = waiting.pop()
    return found


def _closing(part: str, start: int) -> int:
    """The bracket that closes a destination opened before ``start``, or -1."""
    depth, quote = 0, ""
    for at in range(start, min(len(part), start + 4_000)):
        character = part[at]
        if quote:
            quote = "" if character == quote else quote
        elif character == '"' and part[at - 1].isspace():
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            if not depth:
                return at
            depth -= 1
    return -1


def _target(inside: str) -> tuple[str, str]:
    """The address and the title (with its blank) of what stands between the brackets."""
    found = _TITLE.match(inside.strip())
    target, rest = (found[1].strip(), found[2].rstrip()) if found else (inside.strip(), "")
    return (target[1:-1] if target.startswith("<") and target.endswith(">") else target), rest


def _wiki(found: re.Match[str], change: Change) -> str:
    new = change(Link(found[1].strip(), "wiki", (found[2] or "").strip()))
    return found[0] if new is None else new


def _attribute(found: re.Match[str], change: Change) -> str:
    new = change(Link(found[3], "picture" if found[1].lower().startswith("<img") else "link"))
    return found[0] if new is None else f"{found[1]}{found[2]}{new.replace(found[2], '%22')}{found[2]}"


def _written(target: str) -> str:
    target = target.replace(" ", "%20").replace("\n", "").replace("<", "%3C").replace(">", "%3E")
    # Brackets in an address are fine while they balance; otherwise they would end it.
    return (
        target if target.count("(") == target.count(")") else target.replace("(", "%28").replace(")", "%29")
    )
