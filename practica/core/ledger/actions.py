"""Writing down what happened."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from practica.core.ledger.facts import Fact
from practica.core.ledger.listeners import listeners_of
from practica.core.ledger.models import Delivery, FactRow

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
    rows = FactRow.objects.bulk_create([_row(fact, units) for fact in facts])
    Delivery.objects.bulk_create(
        [Delivery(fact=row, listener=name) for row in rows for name in listeners_of(row.name)]
    )


def _row(fact: Fact, units: dict[int, int | None]) -> FactRow:
    return FactRow(
        name=type(fact).__name__,
        actor_id=fact.actor_id,
        actor_unit_id=units.get(fact.actor_id) if fact.actor_id else None,
        subject_id=fact.subject_id,
        subject_unit_id=units.get(fact.subject_id) if fact.subject_id else None,
        community_id=fact.community_id,
        entry_id=fact.entry_id,
        data=fact.data(),
    )
