"""A value of one field as a value of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from practica.core.types import kinds
from practica.core.types.models import Field
from practica.kit.access import Invalid


def converted(old: Field, new: Field, value: Any, *, actor: Any, known: dict[Any, Any] | None = None) -> Any:
    """``value`` of ``old`` as a value of ``new``. Raises Invalid when it does not fit. ``known`` remembers
    what words came to, so that the same ones are looked up once."""
    known = {} if known is None else known
    problem = Invalid(kinds.shown(old, value))
    for form in _forms(old, new, value):
        key = str(form)
        if key not in known:
            known[key] = _tried(new, form, actor)
        if not isinstance(known[key], Invalid):
            return known[key]
        problem = known[key]
    raise problem


def _tried(new: Field, form: Any, actor: Any) -> Any:
    try:
        return kinds.clean(new, form, actor=actor)
    except Invalid as problem:
        return problem


def _forms(old: Field, new: Field, value: Any) -> Iterator[Any]:
    """The ways to say ``value``, best first: as it is, as machines write it, as people read it. Machines
    write days and numbers the same in every language."""
    if old.kind == new.kind and old.kind not in ("choice", "choices"):
        yield list(value) if isinstance(value, tuple) else value
    elif old.kind == "choices" and new.kind in ("choice", "choices"):
        yield [kinds.shown(old, (key,)) for key in value]
    elif old.kind == "yesno" and new.kind == "number":
        yield int(value)
    elif old.kind in ("number", "date", "moment"):
        yield value if new.kind in ("number", "date", "moment") else str(kinds.plain(old, value))
    yield kinds.shown(old, value)
