"""What becomes of values when a field changes its kind, or an entry its type: tried out for the preview, done
by the same code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.kinds.converting import converted
from practica.core.types.models import Field, KnowledgeType, Value
from practica.core.types.queries.kinds_of_knowledge import fields_of, type_of
from practica.core.types.queries.reading import rows_of
from practica.kit.access import Invalid

Cell = dict[str, Any]
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


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of what stands in ``field`` of an entry that changes its type: it goes ``into`` another
    field, comes back to be asked again (``is_back``), or is kept beside the entry, and ``why``.

    ``cells`` are all that is stored, also what points at something that who looks does not see.
    """

    field: Field
    words: str
    cells: list[Cell]
    was_asked: bool
    is_back: bool = False
    into: Field | None = None
    new_words: str = ""
    new_cells: Sequence[Cell] = ()
    why: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it is asked now, and will be kept beside the entry."""
        return self.was_asked and self.into is None

    @property
    def reads_the_same(self) -> bool:
        """Whether a reader finds the same words under the same name."""
        return self.into is not None and (self.words, self.field.title) == (self.new_words, self.into.title)


def fates_of(entry: Entry, type: KnowledgeType, *, actor: Any) -> list[Fate]:
    """What becomes of each filled field as ``entry`` becomes one of ``type``, in the order of its fields.
    Those of types it had earlier are among them as far as they go somewhere."""
    now = type_of(entry)
    asked = now.pk if now is not None else None
    new = fields_of(type)
    by_name = {one.label.casefold(): one for one in new} | {one.name: one for one in new}
    held = rows_of([entry.pk], actor, None).get(entry.pk, {}).values()
    filled = {one.pk for one, _rows in held}
    found = []
    # What it answers now goes before what it answered once.
    for old, rows in sorted(held, key=lambda one: (one[0].type_id != asked, one[0].position, one[0].pk)):
        if old.removed or old.is_computed:
            continue
        if old.type_id == type.pk:
            words = kinds.shown(old, kinds.read(old, rows))
            found.append(Fate(field=old, words=words, cells=_cells(rows), was_asked=False, is_back=True))
            continue
        into = by_name.get(old.name) or by_name.get(old.label.casefold())
        fate = _fate(old, rows, into if into is None or into.pk not in filled else None, asked, actor)
        if fate.into is not None:
            filled.add(fate.into.pk)
        if fate.into is not None or fate.was_asked:
            found.append(fate)
    return found


def _fate(old: Field, rows: list[Value], into: Field | None, asked: int | None, actor: Any) -> Fate:
    value = kinds.read(old, rows)
    unseen = [row.cell for row in rows if is_unseen(row)]
    kept = Fate(field=old, words=kinds.shown(old, value), cells=_cells(rows), was_asked=old.type_id == asked)
    if into is None or into.is_computed or (unseen and not _takes_unseen(old, into)):
        return kept
    try:
        taken = None if value in (None, (), "") else converted(old, into, value, actor=actor)
    except Invalid as problem:
        return replace(kept, why=str(problem))
    cells = [*kinds.cells(into, taken), *unseen]
    return replace(kept, into=into, new_words=kinds.shown(into, taken), new_cells=cells)


def _cells(rows: Iterable[Value]) -> list[Cell]:
    return [row.cell for row in rows]


def is_unseen(row: Value) -> bool:
    """Whether ``row`` leads to something that whom it was asked for does not see."""
    return bool((row.target_id and row.target is None) or (row.file_id and row.file is None))


def _takes_unseen(old: Field, into: Field) -> bool:
    return into.kind == old.kind and bool(into.options.get("many", True)) and not into.options.get("types")
