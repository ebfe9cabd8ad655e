"""What types do when something happens: work out summaries, take over values after a change of kind."""

from __future__ import annotations

from collections.abc import Sequence

from practica.core.communities.facts import CommunityAudienceChanged
from practica.core.entries.facts import (
    EntryArchived,
    EntryAudienceChanged,
    EntryBinned,
    EntryPublished,
    EntryRestored,
    EntryRetitled,
)
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.core.types import actions
from practica.core.types.facts import EntryRetyped, TypeChanged, ValuesChanged
from practica.core.types.models import Field, Value


@listens(
    ValuesChanged,
    EntryRetyped,
    EntryRetitled,
    EntryPublished,
    EntryAudienceChanged,
    EntryArchived,
    EntryBinned,
    EntryRestored,
    name="types.compute",
)
def compute(facts: Sequence[FactRow]) -> None:
    """Summaries of linked entries follow: what an entry says, and who may see it."""
    actions.compute_around({fact.entry_id for fact in facts if fact.entry_id})


@listens(CommunityAudienceChanged, name="types.compute_of_communities")
def compute_of_communities(facts: Sequence[FactRow]) -> None:
    """The same when all of a community is seen by others."""
    communities = {fact.community_id for fact in facts if fact.community_id}
    linked = Value.objects.filter(target__community__in=communities)
    actions.compute_around(set(linked.values_list("target", flat=True).distinct()))


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
