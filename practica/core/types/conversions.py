"""What becomes of values when a field changes its kind: tried out for the preview, done by the same code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from practica.core.types import kinds
from practica.core.types.models import Field, Value
from practica.core.types.queries.reading import rows_of
from practica.kit.access import Invalid

TRIED_AT_MOST, SAMPLES, BATCH = 20_000, 5, 500


@dataclass
class Preview:
    """How many of ``total`` values would go over; some that would not, in words, with the reason. Where
    there are very many only the first ``tried`` were looked at."""

    total: int = 0
    tried: int = 0
    converted: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many of those tried would be kept beside the page."""
        return self.tried - self.converted


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


def tried(old: Field, new: Field, *, actor: Any) -> Preview:
    """What changing ``old`` into ``new`` would do, without doing it."""
    rows = Value.objects.filter(field=old)
    preview = Preview(total=rows.values("entry").distinct().count())
    known: dict[Any, Any] = {}
    for _entry, value in values_in(old, limit=TRIED_AT_MOST, actor=actor):
        preview.tried += 1
        try:
            converted(old, new, value, actor=actor, known=known)
        except Invalid as problem:
            if len(preview.kept) < SAMPLES:
                preview.kept.append((kinds.shown(old, value)[:80], str(problem)))
        else:
            preview.converted += 1
    return preview


def values_in(field: Field, *, limit: int, actor: Any, after: int = 0) -> Iterator[tuple[int, Any]]:
    """Entry ids and values of ``field`` by entry id from ``after`` on, at most ``limit``."""
    ids = (
        Value.objects.filter(field=field, entry__gt=after)
        .order_by("entry")
        .values_list("entry_id", flat=True)
    )
    for some in _chunks(ids.distinct()[:limit]):
        for pk, by_field in rows_of(some, actor, [field]).items():
            yield pk, kinds.read(field, by_field[field.pk][1])


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    todo = list(ids)
    for start in range(0, len(todo), BATCH):
        yield todo[start : start + BATCH]
