"""Names of items: made clean, or refused. A name from outside is a label, never a place on our disk."""

import re
import unicodedata

from practica.interfaces.transfer.readers.budget import Budget
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because

LONGEST = 1_000
_DRIVE = re.compile(r"^[A-Za-z]:")


def clean(name: str, budget: Budget) -> str:
    """``name`` as a relative path with ``/`` in NFC, or `ItemRefused` when it leads elsewhere.

    Backslashes are read as separators, as old Windows tools write them, before anything is refused.
    """
    if len(name) > LONGEST:
        raise ItemRefused(because("item.name-too-long", limit=LONGEST))
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        raise ItemRefused(because("item.bad-name"))
    path = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if path.startswith("/") or _DRIVE.match(path):
        raise ItemRefused(because("item.outside"))
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if not parts or ".." in parts:
        raise ItemRefused(because("item.outside"))
    if len(parts) > budget.depth:
        raise ItemRefused(because("item.too-deep", limit=budget.depth))
    return "/".join(parts)


def doubled(path: str, seen: dict[str, str]) -> Reason | None:
    """Why ``path`` cannot stand beside the paths in ``seen`` (folded → as written); adds it when it can."""
    folded = path.casefold()
    if folded not in seen:
        seen[folded] = path
        return None
    other = seen[folded]
    return because("item.duplicate" if other == path else "item.duplicate-case", other=other)


def shown(name: str) -> str:
    """``name`` safe to write into a ledger, also when `clean` refused it."""
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return printable[:LONGEST] or "\N{REPLACEMENT CHARACTER}"


def in_nature(name: str) -> list[tuple[int, int, str]]:
    """A sort key that puts “2 setup” before “10 finish”, whatever the case."""
    pieces = re.split(r"(\d{1,15})", name.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]
