"""What formulas and summaries of linked entries come to, for everyone who may see the row.

A stored value is the same for all readers, so it reckons only with what each of them may see: linked entries
that are out and are shown to no fewer people than the row itself (docs/decisions/0014).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.computing import Failed
from practica.core.types.models import Field, Value
from practica.core.types.queries import fields_of, values_of
from practica.kit.formula import Formula, FormulaError, Kind, compiled_together, renamed

Values = dict[int, dict[str, Any]]

KINDS: dict[str, Kind] = {
    "text": Kind.TEXT, "long": Kind.TEXT, "link": Kind.TEXT, "choice": Kind.TEXT,
    "number": Kind.NUMBER, "date": Kind.DATE, "moment": Kind.DATE, "yesno": Kind.YESNO,
    "choices": Kind.TEXTS, "people": Kind.TEXTS, "relation": Kind.TEXTS, "file": Kind.TEXTS,
}  # fmt: skip
RECKONINGS = ("count", "filled", "sum", "average", "least", "most", "list")
#: The wider the audience the lower: a row may tell of what is shown to as many as itself.
RANK: dict[str, int] = {Entry.Audience.COMMUNITY: 0, Entry.Audience.MEMBERS: 1, Entry.Audience.CORE: 2}
LONGEST_LIST = 50


def compute(fields: Sequence[Field], entries: Sequence[Entry]) -> Mapping[int, Mapping[str, Any]]:
    """The values of ``fields`` (formulas and summaries of one type) by entry id and field name."""
    if not fields or not entries:
        return {}
    every = fields_of(fields[0].type)
    values = _given(every, entries)
    summaries = [field for field in every if field.kind == Field.Kind.ROLLUP]
    for field in summaries:
        for pk, value in _summary(field, entries).items():
            values[pk][field.name] = value
    for name, formula in _formulas(every).items():
        for pk in values:
            values[pk][name] = _result(formula, values[pk])
    wanted = {field.name for field in fields}
    return {
        pk: {name: value for name, value in of_row.items() if name in wanted} for pk, of_row in values.items()
    }


def kind_in_formulas(field: Field) -> Kind:
    """The kind a field has in a formula."""
    if field.kind == Field.Kind.ROLLUP:
        return Kind.TEXT if rollup_of(field).get("how") == "list" else Kind.NUMBER
    return KINDS.get(field.kind, Kind.TEXT)


def may_tell(entry: Entry, of: Entry) -> bool:
    """Whether everyone who sees ``entry`` sees ``of`` as well (both with their communities)."""
    if of.state != Entry.State.PUBLISHED:
        return False
    if of.community_id == entry.community_id:
        return of.audience in RANK and RANK[of.audience] <= RANK.get(entry.audience, 0)
    is_public = of.community.audience == Community.Audience.PUBLIC
    return is_public and of.audience == Entry.Audience.COMMUNITY


def _formulas(every: Sequence[Field]) -> dict[str, Formula | FormulaError]:
    names = {field.label: field.name for field in every}
    sources: dict[str, str] = {}
    wrong: dict[str, FormulaError] = {}
    for field in every:
        if field.kind == Field.Kind.FORMULA:
            try:
                sources[field.name] = renamed(str(field.options.get("formula", "")), names)
            except FormulaError as problem:
                wrong[field.name] = problem
    known = {field.name: kind_in_formulas(field) for field in every if field.kind != Field.Kind.FORMULA}
    ready, more = compiled_together(sources, known)
    return {**ready, **wrong, **more}


def _result(formula: Formula | FormulaError, values: Mapping[str, Any]) -> Any:
    if isinstance(formula, FormulaError):
        return Failed(str(formula))
    given = {name: None if isinstance(value, Failed) else value for name, value in values.items()}
    result = formula.result(given, today=timezone.localdate())
    if result.problem:
        return Failed(result.problem)
    if formula.kind == Kind.NUMBER and result.value is not None:
        return float(result.value)  # type: ignore[arg-type]
    return ", ".join(result.value) if isinstance(result.value, tuple) else result.value


def _given(every: Sequence[Field], entries: Sequence[Entry]) -> Values:
    """What stands in the fields people fill in, as formulas take it."""
    plain = [field for field in every if not field.is_computed and field.kind not in ("relation", "file")]
    found = values_of(list(entries), seen_by=AnonymousUser(), fields=plain)
    values: Values = {entry.pk: {} for entry in entries}
    for field in plain:
        for pk, of_row in found.items():
            if field.name in of_row:
                values[pk][field.name] = _as_given(field, of_row[field.name])
    for field in every:
        if field.kind == Field.Kind.RELATION:
            for pk, targets in _linked(field, entries, back=False).items():
                values[pk][field.name] = tuple(one.title for one in targets)
    return values


def _as_given(field: Field, value: Any) -> Any:
    if field.kind == Field.Kind.PEOPLE:
        return tuple(person.name for person in value)
    if field.kind == Field.Kind.CHOICES:
        return tuple(kinds.shown(field, (key,)) for key in value)
    if field.kind == Field.Kind.CHOICE:
        return kinds.shown(field, value)
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value


def _summary(field: Field, entries: Sequence[Entry]) -> dict[int, Any]:
    options = rollup_of(field)
    known = Field.objects.current().filter(name=options.get("relation") or "-", kind=Field.Kind.RELATION)
    # With another type named it goes the other way: its entries that lead here.
    other = options.get("type") or ""
    through = known.filter(type__uid=other).first() if other else known.filter(type=field.type_id).first()
    if through is None:
        return {one.pk: Failed(_("The link this goes by is gone.")) for one in entries}
    linked = _linked(through, entries, back=bool(other))
    reckon = str(options.get("how", "count"))
    if reckon == "count":
        return {pk: len(targets) for pk, targets in linked.items()}
    named = str(options.get("field") or "")
    cells = _cells_of({one.pk for targets in linked.values() for one in targets}, named)
    if reckon == "list" and not named:
        return {pk: ", ".join(one.title for one in some[:LONGEST_LIST]) for pk, some in linked.items()}
    return {
        pk: _reckoned(reckon, [value for one in targets for value in cells.get(one.pk, ())])
        for pk, targets in linked.items()
    }


def _linked(field: Field, entries: Sequence[Entry], *, back: bool) -> dict[int, list[Entry]]:
    """By entry id the entries ``field`` links it with, either way, as far as its readers all see them."""
    here, there = ("target_id", "entry") if back else ("entry_id", "target")
    own = {one.pk: one for one in entries}
    rows = Value.objects.filter(field=field, **{f"{here}__in": list(own)}, target__isnull=False)
    rows = rows.select_related(f"{there}__community").order_by("position", "pk")
    linked: dict[int, list[Entry]] = {pk: [] for pk in own}
    for row in rows:
        other, one = getattr(row, there), own[getattr(row, here)]
        if may_tell(one, other):
            linked[one.pk].append(other)
    return linked


def _cells_of(ids: set[int], name: str) -> dict[int, list[Any]]:
    """The numbers, days or words that the field called ``name`` holds in these entries."""
    found: dict[int, list[Any]] = {}
    rows = Value.objects.filter(entry__in=ids, field__name=name).select_related("field", "person")
    for row in rows.exclude(field__kind__in=(Field.Kind.RELATION, Field.Kind.FILE)):
        value: Any = (
            row.number if row.number is not None and row.field.kind != Field.Kind.CHOICE else row.moment
        )
        if value is None:
            value = kinds.shown(row.field, kinds.read(row.field, [row]))
        found.setdefault(row.entry_id, []).append(value)
    return found


def _reckoned(reckon: str, values: list[Any]) -> Any:
    if reckon == "filled":
        return len(values)
    if reckon == "list":
        return ", ".join(map(str, values[:LONGEST_LIST]))
    numbers = [one for one in values if isinstance(one, int | float)]
    days = [timezone.localdate(one) for one in values if isinstance(one, dt.datetime)]
    comparable: list[Any] = numbers or days
    match reckon:
        case "sum":
            return float(sum(numbers)) if numbers else None
        case "average":
            return sum(numbers) / len(numbers) if numbers else None
        case "least":
            return min(comparable, default=None)
        case "most":
            return max(comparable, default=None)
        case _:
            return Failed(_("There is no such summary."))


def rollup_of(field: Field) -> dict[str, Any]:
    """What a summary sums up: ``relation`` and ``type`` (the link), ``field``, ``how``."""
    options = field.options.get("rollup")
    return options if isinstance(options, dict) else {}
