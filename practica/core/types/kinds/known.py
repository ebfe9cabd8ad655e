"""Every kind of field: how it is read, stored and shown.

Values: text, long, link: ``str``; number: ``float`` (``int`` when whole); date: ``date``; moment: aware
``datetime``; choice: its key; choices: a tuple of keys; yesno: ``bool``; people, relation, file: tuples of
rows; formula and rollup: what they come to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from practica.core.types.kinds import choosing, computed, plainly, pointing, timely
from practica.core.types.kinds.operators import BLANKS, EQUAL, MOMENTS, NUMBERS, TEXTS
from practica.core.types.models import Field, Value

Cells = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class FieldKind:
    """``clean(field, raw, actor)`` makes a value or raises Invalid; ``cells`` its rows; ``read`` the value of
    rows; ``words`` and ``plain`` show it; ``column`` is what is filtered and sorted by, ``order`` what is
    sorted by when that differs."""

    clean: Callable[[Field, Any, Any], Any]
    cells: Callable[[Field, Any], Cells]
    read: Callable[[Field, Sequence[Value]], Any]
    words: Callable[[Field, Any], str]
    plain: Callable[[Field, Any], Any]
    column: str
    order: str
    operators: tuple[str, ...]
    is_many: bool = False


def _kind(module: Any, name: str, column: str, operators: tuple[str, ...], **more: Any) -> FieldKind:
    return FieldKind(
        clean=getattr(module, f"clean_{name}"),
        cells=getattr(module, f"cells_of_{name}"),
        read=getattr(module, f"read_{name}"),
        words=getattr(module, f"words_of_{name}"),
        plain=getattr(module, f"plain_{name}"),
        column=column,
        order=more.pop("order", column),
        operators=operators,
        **more,
    )


KINDS: dict[str, FieldKind] = {
    "text": _kind(plainly, "text", "key", TEXTS),
    "long": _kind(plainly, "long", "text", ("contains", *BLANKS), order="key"),
    "link": _kind(plainly, "link", "key", TEXTS),
    "number": _kind(plainly, "number", "number", NUMBERS),
    "yesno": _kind(plainly, "yesno", "number", EQUAL),
    "date": _kind(timely, "date", "moment", MOMENTS),
    "moment": _kind(timely, "moment", "moment", MOMENTS),
    "choice": _kind(choosing, "choice", "key", EQUAL, order="number"),
    "choices": _kind(choosing, "choices", "key", EQUAL, order="number", is_many=True),
    "people": _kind(pointing, "people", "person", EQUAL, order="person__name", is_many=True),
    "relation": _kind(pointing, "relation", "target", EQUAL, order="", is_many=True),
    "file": _kind(pointing, "file", "file", BLANKS, order="", is_many=True),
    "formula": _kind(computed, "computed", "number", (*NUMBERS, "contains"), order="number"),
    "rollup": _kind(computed, "computed", "number", (*NUMBERS, "contains"), order="number"),
}
