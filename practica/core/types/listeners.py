"""What types do when something happens: work out summaries, take over values after a change of kind."""

from __future__ import annotations

from collections.abc import Sequence

from practica.core.entries.facts import EntryBinned, EntryRestored
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.core.types import actions
from practica.core.types.facts import EntryRetyped, TypeChanged, ValuesChanged
from practica.core.types.models import Field


@listens(ValuesChanged, EntryRetyped, EntryBinned, EntryRestored, name="types.compute")
def compute(facts: Sequence[FactRow]) -> None:
    """Summaries of linked entries follow."""
    actions.compute_around({fact.entry_id for fact in facts if fact.entry_id})


@listens(TypeChanged, name="types.convert")
def convert(facts: Sequence[FactRow]) -> None:
    """What a change of kind has not taken over yet, in batches; formulas written anew are worked out."""
    uids = {str(fact.data.get("type_uid", "")) for fact in facts}
    actors = {fact.data.get("type_uid"): fact.actor_id for fact in facts}
    for field in Field.objects.current().filter(type__uid__in=uids, to_convert__gt=0).select_related("type"):
        actor = Person.objects.filter(pk=actors.get(field.type.uid)).first()
        after = 0
        while actor is not None and (after := actions.convert_some(field, after=after, actor=actor)):
            pass
    actions.compute_types(uids)
