"""Facts reach their listeners at least once, faults are retried, and what is missing is found."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.utils import timezone

from practica.core.ledger import listeners
from practica.core.ledger.actions import record
from practica.core.ledger.facts import Fact
from practica.core.ledger.listeners import Listener, add_listener, deliver_due, sweep
from practica.core.ledger.models import Delivery, FactRow

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class BellRang(Fact):
    """For these tests only."""

    loud: bool = False


@pytest.fixture
def heard():
    """A listener that notes what it hears, and is gone afterwards."""
    notes: list[int] = []
    add_listener(
        Listener("tests.heard", frozenset({"BellRang"}), lambda facts: notes.extend(f.pk for f in facts))
    )
    yield notes
    del listeners._listeners["tests.heard"]
    listeners._by_fact["BellRang"] = []


def _ring() -> FactRow:
    with transaction.atomic():
        record(BellRang(actor_id=None, loud=True))
    return FactRow.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError):
        record(BellRang())


def test_each_listener_hears_each_fact_once(heard):
    fact = _ring()
    deliver_due()
    deliver_due()
    assert heard == [fact.pk]


def test_one_fault_does_not_keep_the_others_of_a_batch(heard):
    bad = _ring()
    good = _ring()

    def stumble(facts):
        for fact in facts:
            if fact.pk == bad.pk:
                raise ValueError("cannot")
            heard.append(fact.pk)

    add_listener(Listener("tests.heard", frozenset({"BellRang"}), stumble))
    deliver_due()
    assert good.pk in heard
    owed = Delivery.objects.get(fact=bad)
    assert (owed.attempts, owed.done_at) == (1, None)
    assert owed.due_at > timezone.now()


def test_the_sweep_finds_facts_a_new_listener_missed(heard):
    fact = _ring()
    Delivery.objects.all().delete()
    assert sweep() == 1
    deliver_due()
    assert heard == [fact.pk]


def test_values_without_a_column_are_kept():
    assert _ring().get("loud") is True


def test_a_listener_is_given_as_many_facts_as_it_asked_for():
    sizes: list[int] = []
    add_listener(
        Listener(
            "tests.few", frozenset({"BellRang"}), lambda facts: sizes.append(len(list(facts))), at_once=2
        )
    )
    for _ in range(5):
        _ring()

    deliver_due(only=["tests.few"])

    assert sizes == [2, 2, 1]
    del listeners._listeners["tests.few"]
    listeners._by_fact["BellRang"] = []


def test_what_happens_while_a_listener_reacts_waits_for_the_next_round():
    batches: list[int] = []

    def busy(facts):
        batches.append(len(facts))
        _ring()

    add_listener(Listener("tests.busy", frozenset({"BellRang"}), busy))
    _ring()
    _ring()

    assert (deliver_due(only=["tests.busy"]), batches) == (2, [2])
    deliver_due(only=["tests.busy"])

    assert batches == [2, 1]
    del listeners._listeners["tests.busy"]
    listeners._by_fact["BellRang"] = []


def test_the_guilty_fact_of_many_is_found_in_few_tries():
    tries: list[int] = []
    facts: list[FactRow] = []

    def picky(rows):
        tries.append(len(rows))
        if any(row.pk == facts[40].pk for row in rows):
            raise ValueError("this one")

    add_listener(Listener("tests.picky", frozenset({"BellRang"}), picky))
    facts += [_ring() for _ in range(64)]

    done = deliver_due(only=["tests.picky"])

    assert done == 63
    assert len(tries) <= 13
    del listeners._listeners["tests.picky"]
    listeners._by_fact["BellRang"] = []
