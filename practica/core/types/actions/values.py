"""Entries answer the fields of their type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types import access, kinds
from practica.core.types.actions.computing import compute_again
from practica.core.types.actions.remembering import remember, standing
from practica.core.types.facts import ValuesChanged
from practica.core.types.models import COLUMNS, Field, KnowledgeType, Value
from practica.core.types.queries import fields_of, type_of, values_of
from practica.kit.access import Invalid, Stale, demand
from practica.kit.bulk import put
from practica.kit.contracts import rows as typed

BATCH = 1000


class Before(dict[str, Any]):
    """What stood in fields before they were changed. ``proposed`` is what waits to be approved instead, where
    entries are reviewed: then nothing has changed yet."""

    proposed: Any = None


@transaction.atomic
def set_values(
    entry: Entry, given: Mapping[str, Any], *, type_version: int | None = None, actor: Person
) -> Before:
    """Let ``entry`` hold ``given``, raw values by field name; None and "" clear, fields left out stay.

    Returns what stood there before, as :func:`set_values` takes it: giving it again undoes. Where entries are
    reviewed they wait as a proposal. Raises Invalid with ``field`` for one that cannot be taken; Stale when
    the type has changed since ``type_version`` and no longer has what is given. Targets that ``actor`` does
    not see stay where they are.
    """
    demand(access.can_fill(actor, entry), _("You cannot change these fields."))
    home = typed.home_of(entry.kind)
    if home is None or not home.waits(entry):
        return put_values(entry, given, type_version=type_version, actor=actor)
    type = type_of(entry)
    fields = {field.name: field for field in fields_of(type)} if type else {}
    _demand_known(given, fields, type, type_version)
    now = values_of([entry], seen_by=actor, fields=list(fields.values()))[entry.pk]
    before = Before()
    before.proposed = home.propose(
        entry,
        {
            name: (
                kinds.plain(fields[name], now.get(name)),
                kinds.plain(fields[name], _cleaned(fields[name], raw, entry, actor)),
            )
            for name, raw in given.items()
        },
        actor,
    )
    return before


def put_values(
    entry: Entry, given: Mapping[str, Any], *, type_version: int | None = None, actor: Person
) -> Before:
    """As :func:`set_values`, at once, inside the caller's action, which has asked for the right."""
    Entry.objects.select_for_update().get(pk=entry.pk)
    type = type_of(entry)
    fields = {field.name: field for field in fields_of(type)} if type else {}
    _demand_known(given, fields, type, type_version)
    before = values_of([entry], seen_by=actor, fields=list(fields.values()))[entry.pk]
    changed: dict[str, Any] = {}
    for name, raw in given.items():
        value = _cleaned(fields[name], raw, entry, actor)
        if value != before.get(name):
            changed[name] = value
    former = Before({name: kinds.plain(fields[name], before.get(name)) for name in changed})
    if changed:
        _write(entry, {fields[name]: value for name, value in changed.items()}, actor)
        compute_again([entry], fields.values())
        Entry.objects.filter(pk=entry.pk).update(changed=timezone.now())
        record(
            ValuesChanged(
                actor_id=actor.pk,
                community_id=entry.community_id,
                entry_id=entry.pk,
                fields=tuple(changed),
            )
        )
    return former


def _demand_known(
    given: Mapping[str, Any], fields: Mapping[str, Field], type: KnowledgeType | None, version: int | None
) -> None:
    unknown = [name for name in given if name not in fields]
    if not unknown:
        return
    if type is not None and version is not None and version != type.version:
        raise Stale(
            _("The fields of “%(type)s” were changed while you were writing.") % {"type": type.title},
            current=type,
            sent={name: str(given[name]) for name in unknown},
        )
    raise Invalid(_("There is no field “%(name)s” here.") % {"name": unknown[0][:60]}, field=unknown[0])


def _cleaned(field: Field, raw: Any, entry: Entry | None, actor: Any) -> Any:
    value = kinds.clean(field, raw, actor=actor)
    if value is None and field.is_required:
        raise Invalid(_("“%(label)s” needs an answer.") % {"label": field.title}, field=field.name)
    if field.kind == Field.Kind.RELATION and entry is not None and value and entry in value:
        raise Invalid(_("A page cannot be linked to itself here."), field=field.name)
    return value


def _write(entry: Entry, values: Mapping[Field, Any], actor: Any) -> None:
    unseen = _unseen(entry, values, actor)
    before = standing(entry, values)
    after = {
        field: [*kinds.cells(field, value), *unseen.get(field.pk, [])] for field, value in values.items()
    }
    Value.objects.filter(entry=entry, field__in=list(values)).delete()
    _write_cells(
        (entry.pk, field.pk, place, cell)
        for field, cells in after.items()
        for place, cell in enumerate(cells)
    )
    remember(entry, before, after, actor=actor)


def _unseen(entry: Entry, values: Mapping[Field, Any], actor: Any) -> dict[int, list[dict[str, Any]]]:
    """What fields point at and ``actor`` does not see: nobody takes away what she cannot know of."""
    pointing = [field for field in values if field.kind in (Field.Kind.RELATION, Field.Kind.FILE)]
    if not pointing:
        return {}
    rows = list(Value.objects.filter(entry=entry, field__in=pointing).order_by("position"))
    seen = set(
        Entry.objects.visible_to(actor).filter(pk__in=[r.target_id for r in rows if r.target_id])
        .values_list("pk", flat=True)
    )  # fmt: skip
    files = set(
        StoredFile.objects.visible_to(actor).filter(pk__in=[r.file_id for r in rows if r.file_id])
        .values_list("pk", flat=True)
    )  # fmt: skip
    kept: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row.target_id and row.target_id not in seen:
            kept.setdefault(row.field_id, []).append({"target_id": row.target_id})
        if row.file_id and row.file_id not in files:
            kept.setdefault(row.field_id, []).append({"file_id": row.file_id})
    return kept


def clean_new(fields: Iterable[Field], given: Mapping[str, Any], *, actor: Any) -> dict[Field, Any]:
    """``given`` as values of a new entry, with the defaults of what is left out. Raises Invalid with the name
    of the field, also for a required one without an answer."""
    by_name = {field.name: field for field in fields if not field.is_computed}
    _demand_known(given, by_name, None, None)
    values: dict[Field, Any] = {}
    for name, field in by_name.items():
        raw = given.get(name, field.default)
        value = _cleaned(field, raw, None, actor)
        if value is not None:
            values[field] = value
    return values


def fill_new(entry: Entry, type: KnowledgeType, given: Mapping[str, Any], *, actor: Person) -> None:
    """Give an entry just made its first values, inside the caller's action, which has asked for the right."""
    fill_many(type, [(entry, given)], actor=actor)


def _write_cells(found: Iterable[tuple[int, int, int, Mapping[str, Any]]]) -> None:
    """Store cells of values, each with its entry, field and place: by column, without an object for each."""
    columns: dict[str, list[Any]] = {name: [] for name in ("entry_id", "field_id", "position", *COLUMNS)}
    for entry, field, place, cell in found:
        columns["entry_id"].append(entry)
        columns["field_id"].append(field)
        columns["position"].append(place)
        for name in COLUMNS:
            columns[name].append(cell.get(name))
    put(Value, columns)


def fill_many(type: KnowledgeType, rows: Sequence[tuple[Entry, Mapping[str, Any]]], *, actor: Person) -> None:
    """Give many entries just made their first values, inside the caller's action. Raises Invalid for the
    first that cannot be taken; imports clean theirs before, to tell of every one."""
    fields = fields_of(type)
    _write_cells(
        (entry.pk, field.pk, place, cell)
        for entry, given in rows
        for field, value in clean_new(fields, given, actor=actor).items()
        for place, cell in enumerate(kinds.cells(field, value))
    )
    for start in range(0, len(rows), BATCH):
        compute_again([entry for entry, _given in rows[start : start + BATCH]], fields)
