"""Writing down what happened."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from practica.core.ledger.facts import Fact
from practica.core.ledger.listeners import listeners_of
from practica.core.ledger.models import Delivery, FactRow
from practica.kit.bulk import insert, put

UnitsOf = Callable[[list[int]], dict[int, int | None]]
_units_of: list[UnitsOf] = []


def units_come_from(ask: UnitsOf) -> None:
    """Let the people app say to which unit each of some people belongs now."""
    _units_of[:] = [ask]


def record(*facts: Fact) -> None:
    """Write ``facts`` and what each listener owes, inside the action's transaction.

    Raises RuntimeError outside a transaction: a fact without its change would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A fact is recorded inside the transaction of its action.")
    people = {pk for fact in facts for pk in (fact.actor_id, fact.subject_id) if pk}
    units = _units_of[0](sorted(people)) if _units_of and people else {}
    names = [type(fact).__name__ for fact in facts]
    ids = insert(
        FactRow,
        {
            "name": names,
            "actor_id": [fact.actor_id for fact in facts],
            "actor_unit_id": [units.get(fact.actor_id or 0) for fact in facts],
            "subject_id": [fact.subject_id for fact in facts],
            "subject_unit_id": [units.get(fact.subject_id or 0) for fact in facts],
            "community_id": [fact.community_id for fact in facts],
            "entry_id": [fact.entry_id for fact in facts],
            "data": [fact.data() for fact in facts],
        },
    )
    owed = [(pk, listener) for pk, name in zip(ids, names, strict=True) for listener in listeners_of(name)]
    put(Delivery, {"fact_id": [pk for pk, _name in owed], "listener": [name for _pk, name in owed]})
