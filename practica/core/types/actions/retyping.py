"""An entry becomes something else; what it answered goes along as far as it fits, the rest is kept."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types import access, kinds
from practica.core.types.actions.computing import compute_again
from practica.core.types.actions.values import set_values
from practica.core.types.conversions import converted
from practica.core.types.facts import EntryRetyped, ValuesChanged
from practica.core.types.models import Field, KnowledgeType, Value
from practica.core.types.queries import fields_of, type_of
from practica.core.types.queries.reading import rows_of
from practica.kit.access import Invalid, demand
from practica.kit.contracts import rows as typed


@transaction.atomic
def retype(entry: Entry, type: KnowledgeType, *, actor: Person) -> list[Field]:
    """Make ``entry`` one of ``type``. Fields of the same name (or label) take over what fits; the rest stays
    in the fields it stood in, is shown beside the entry, and is there again when the type is. Returns those
    fields."""
    demand(access.can_fill(actor, entry), _("You cannot change what this is."))
    home = typed.home_of(entry.kind)
    if home is None:
        raise Invalid(_("This has no type."))
    if type.is_retired or type.community_id not in (None, entry.community_id):
        raise Invalid(_("This type is not used here."), field="type")
    Entry.objects.select_for_update().get(pk=entry.pk)
    before = type_of(entry)
    if before is not None and before.pk == type.pk:
        return []
    home.set_type([entry.pk], type, actor)
    kept = _carried_over(entry, type, actor)
    compute_again([entry], fields_of(type))
    Entry.objects.filter(pk=entry.pk).update(changed=timezone.now())
    record(
        EntryRetyped(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk, type_uid=type.uid)
    )
    return kept


def _carried_over(entry: Entry, type: KnowledgeType, actor: Person) -> list[Field]:
    new = fields_of(type)
    by_name = {field.name: field for field in new} | {field.label.casefold(): field for field in new}
    held = rows_of([entry.pk], actor, None).get(entry.pk, {})
    filled = {field.pk for field, _rows in held.values() if field.type_id == type.pk}
    kept: list[Field] = []
    for old, rows in held.values():
        if old.type_id == type.pk or old.removed or old.is_computed:
            continue
        target = by_name.get(old.name) or by_name.get(old.label.casefold())
        if target is None or target.is_computed or target.pk in filled:
            kept.append(old)
            continue
        try:
            value = converted(old, target, kinds.read(old, rows), actor=actor)
        except Invalid:
            kept.append(old)
            continue
        filled.add(target.pk)
        cells = kinds.cells(target, value)
        Value.objects.bulk_create(
            Value(entry=entry, field=target, position=at, **cell) for at, cell in enumerate(cells)
        )
        Value.objects.filter(entry=entry, field=old).delete()
    return kept


@transaction.atomic
def put_back(entry: Entry, kept: Field, *, into: Field, actor: Person) -> None:
    """Let ``into``, a field ``entry`` has, hold what is kept of ``kept``. Raises Invalid when it does not
    fit."""
    demand(access.can_fill(actor, entry), _("You cannot change these fields."))
    rows = rows_of([entry.pk], actor, [kept]).get(entry.pk, {}).get(kept.pk)
    if rows is None:
        return
    value = converted(kept, into, kinds.read(kept, rows[1]), actor=actor)
    set_values(entry, {into.name: kinds.plain(into, value)}, actor=actor)
    Value.objects.filter(entry=entry, field=kept).delete()


@transaction.atomic
def drop_kept(entry: Entry, kept: Field, *, actor: Person) -> None:
    """Throw away what is kept of ``kept``, a field that ``entry`` no longer has."""
    demand(access.can_fill(actor, entry), _("You cannot change these fields."))
    type = type_of(entry)
    if type is not None and kept.type_id == type.pk and kept.removed is None:
        raise Invalid(_("This field is in use; clear it instead."))
    Value.objects.filter(entry=entry, field=kept).delete()
    record(
        ValuesChanged(
            actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk, fields=(kept.name,)
        )
    )
