"""What formulas and summaries come to is kept as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.computing import computer
from practica.core.types.models import RULES, Field, KnowledgeType, Value
from practica.core.types.queries import of_type
from practica.kit.contracts import rows as typed

DEEPEST, MOST_AT_ONCE = 5, 2000


def compute_again(entries: Sequence[Entry], fields: Iterable[Field]) -> set[int]:
    """Work out the computed ones of ``fields``, those of one type, for ``entries``; the ids of entries that
    now hold something else. Inside the caller's action."""
    computed = [field for field in fields if field.is_computed]
    compute = computer()
    if not computed or compute is None or not entries:
        return set()
    found = compute(computed, entries)
    by_name = {field.name: field for field in computed}
    new = [
        Value(entry_id=pk, field=by_name[name], **kinds.cells(by_name[name], value)[0])
        for pk, values in found.items()
        for name, value in values.items()
        if name in by_name and value is not None and value != ""
    ]
    old = Value.objects.filter(entry__in=[one.pk for one in entries], field__in=computed)
    before, after = _said(old), _said(new)
    changed = {pk for pk, _field in _differing(before, after)}
    if changed:
        old.filter(entry__in=changed).delete()
        Value.objects.bulk_create([row for row in new if row.entry_id in changed], batch_size=1000)
    return changed


def _said(rows: Iterable[Value]) -> dict[tuple[int, int], Any]:
    return {(row.entry_id, row.field_id): (row.text, row.key, row.number, row.moment) for row in rows}


def _differing(before: dict[Any, Any], after: dict[Any, Any]) -> set[tuple[int, int]]:
    return {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}


def compute_around(entry_ids: Iterable[int]) -> None:
    """Work out again what depends on these entries: those they point at and those that point at them, and on
    from whatever changed, five steps at most (a ring of summaries would never end)."""
    todo, done = set(entry_ids), set[int]()
    for _step in range(DEEPEST):
        near = _neighbours(todo) - done
        done |= near
        todo = set()
        for pk_of_type, ids in _by_type(near).items():
            fields = Field.objects.filter(type=pk_of_type).current()
            for start in range(0, len(ids), MOST_AT_ONCE):
                some = Entry.objects.filter(pk__in=ids[start : start + MOST_AT_ONCE])
                todo |= compute_again(list(some), fields)
        if not todo:
            return


def _neighbours(ids: set[int]) -> set[int]:
    todo, found = sorted(ids), set[int]()
    for start in range(0, len(todo), MOST_AT_ONCE):
        some = todo[start : start + MOST_AT_ONCE]
        pairs = Value.objects.filter(Q(target__in=some) | Q(entry__in=some, target__isnull=False))
        found.update(one for pair in pairs.values_list("entry_id", "target_id") for one in pair if one)
    return found


def _by_type(ids: set[int]) -> dict[int, list[int]]:
    """Those of ``ids`` whose type has computed fields, by that type."""
    computing = (
        Field.objects.current().filter(kind__in=(Field.Kind.FORMULA, Field.Kind.ROLLUP)).values("type")
    )
    found: dict[int, list[int]] = {}
    for home in typed.homes():
        rows = Entry.objects.filter(pk__in=ids, **{f"{home.path}__in": computing})
        for pk, type in rows.values_list("pk", home.path):
            found.setdefault(type, []).append(pk)
    return found


def reckon_anew(type: KnowledgeType) -> None:
    """Work out all that entries of ``type`` reckon by the rules of now, and note that it is done."""
    compute_types([type.uid])
    KnowledgeType.objects.filter(pk=type.pk).update(reckoned_by=RULES)


def compute_types(uids: Iterable[str]) -> None:
    """Work out the computed fields of all entries of these types, in batches."""
    for type in KnowledgeType.objects.filter(uid__in=list(uids)):
        fields = list(Field.objects.filter(type=type).current())
        if not any(field.is_computed for field in fields) or computer() is None:
            continue
        last, ids = 0, [0]
        while ids:
            rows = of_type(Entry.objects.filter(pk__gt=last), type).order_by("pk")
            some = list(rows[:MOST_AT_ONCE])
            compute_again(some, fields)
            ids = [one.pk for one in some]
            last = ids[-1] if ids else last
