"""An entry becomes something else; what it answered goes along as far as it fits, the rest is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types import access, kinds
from practica.core.types.actions.computing import compute_again
from practica.core.types.actions.remembering import remember_dropped, remember_type
from practica.core.types.actions.values import set_values
from practica.core.types.conversions import Fate, fates_of, is_unseen
from practica.core.types.facts import EntryRetyped, ValuesChanged
from practica.core.types.kinds.converting import converted
from practica.core.types.models import Field, KnowledgeType, Value
from practica.core.types.queries import fields_of, type_of
from practica.core.types.queries.reading import rows_of
from practica.kit.access import Invalid, demand
from practica.kit.contracts import rows as typed


class Kept(list[Field]):
    """The fields whose values do not fit the new type and stay beside the entry. ``proposed`` is what waits
    to be approved instead, where entries are reviewed: then nothing has changed yet."""

    proposed: Any = None


@transaction.atomic
def retype(entry: Entry, type: KnowledgeType, *, actor: Person) -> Kept:
    """Make ``entry`` one of ``type``. Fields of the same name (or label) take over what fits; the rest stays
    in the fields it stood in, is shown beside the entry, and is there again when the type is. Where entries
    are reviewed the type waits as a proposal.

    Raises Invalid (``type``) for one that is not used here.
    """
    demand(access.can_fill(actor, entry), _("You cannot change what this is."))
    home = _home(entry, type)
    former = type_of(entry)
    if not home.waits(entry) or former is None or former.pk == type.pk:
        return put_type(entry, type, actor=actor)
    kept = Kept()
    kept.proposed = home.propose_type(entry, type, actor)
    return kept


@transaction.atomic
def put_type(entry: Entry, type: KnowledgeType, *, actor: Person) -> Kept:
    """As :func:`retype`, at once, inside an action that has asked for the right."""
    home = _home(entry, type)
    Entry.objects.select_for_update().get(pk=entry.pk)
    former = type_of(entry)
    if former is not None and former.pk == type.pk:
        return Kept()
    fates = fates_of(entry, type, actor=actor)
    home.set_type([entry.pk], type, actor)
    _carry_over(entry, fates)
    remember_type(entry, former, type, fates, actor=actor)
    compute_again([entry], fields_of(type))
    Entry.objects.filter(pk=entry.pk).update(changed=timezone.now())
    record(
        EntryRetyped(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk, type_uid=type.uid)
    )
    return Kept(fate.field for fate in fates if fate.is_kept)


def _home(entry: Entry, type: KnowledgeType) -> typed.Home:
    home = typed.home_of(entry.kind)
    if home is None:
        raise Invalid(_("This has no type."))
    if type.is_retired or type.community_id not in (None, entry.community_id):
        raise Invalid(_("This type is not used here."), field="type")
    return home


def _carry_over(entry: Entry, fates: Iterable[Fate]) -> None:
    moved = [fate for fate in fates if fate.into is not None]
    Value.objects.filter(entry=entry, field__in=[fate.field for fate in moved]).delete()
    Value.objects.bulk_create(
        Value(entry=entry, field=fate.into, position=at, **cell)
        for fate in moved
        for at, cell in enumerate(fate.new_cells)
    )


@transaction.atomic
def put_back(entry: Entry, kept: Field, *, into: Field, actor: Person) -> Any:
    """Let ``into``, a field ``entry`` has, hold what is kept of ``kept``. Where entries are reviewed it stays
    kept, and what waits to be approved is returned. Raises Invalid when it does not fit."""
    demand(access.can_fill(actor, entry), _("You cannot change these fields."))
    rows = rows_of([entry.pk], actor, [kept]).get(entry.pk, {}).get(kept.pk)
    if rows is None:
        return None
    value = converted(kept, into, kinds.read(kept, rows[1]), actor=actor)
    proposed = set_values(entry, {into.name: kinds.plain(into, value)}, actor=actor).proposed
    if proposed is None:
        _seen_values(entry, kept, rows[1]).delete()
    return proposed


@transaction.atomic
def drop_kept(entry: Entry, kept: Field, *, actor: Person) -> None:
    """Throw away what is kept of ``kept``, a field that ``entry`` no longer has; its history keeps it. What
    it leads to and ``actor`` does not see stays."""
    demand(access.can_fill(actor, entry), _("You cannot change these fields."))
    type = type_of(entry)
    if type is not None and kept.type_id == type.pk and kept.removed is None:
        raise Invalid(_("This field is in use; clear it instead."))
    rows = rows_of([entry.pk], actor, [kept]).get(entry.pk, {}).get(kept.pk)
    seen = _seen_values(entry, kept, rows[1] if rows else [])
    remember_dropped(entry, kept, [row.cell for row in seen], actor=actor)
    seen.delete()
    record(
        ValuesChanged(
            actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk, fields=(kept.name,)
        )
    )


def _seen_values(entry: Entry, field: Field, rows: Iterable[Value]) -> Any:
    """The stored ones of ``rows`` of one field: nobody takes away what she cannot know of."""
    seen = [row.pk for row in rows if not is_unseen(row)]
    return Value.objects.filter(entry=entry, field=field, pk__in=seen).order_by("position")
