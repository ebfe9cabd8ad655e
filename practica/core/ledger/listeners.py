"""Who listens to which facts, and how what they owe is worked off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from practica.core.ledger.facts import Fact
from practica.core.ledger.models import Delivery, FactRow
from practica.kit.prepared import Prepared, prepared, prepared_change

log = structlog.get_logger(__name__)

React = Callable[[Sequence[FactRow]], None]
MAX_ATTEMPTS = 12
BATCH = 200


@dataclass(frozen=True)
class Listener:
    """Code that reacts to facts. ``react`` gets up to ``at_once`` facts in order, may get one twice, and must
    not mind."""

    name: str
    facts: frozenset[str]
    react: React
    at_once: int = BATCH


_listeners: dict[str, Listener] = {}
_by_fact: dict[str, list[str]] = {}


def listens(*facts: type[Fact], name: str) -> Callable[[React], React]:
    """Register the decorated function as the listener ``name`` of ``facts``."""

    def register(react: React) -> React:
        add_listener(Listener(name, frozenset(fact.__name__ for fact in facts), react))
        return react

    return register


def add_listener(listener: Listener) -> None:
    """Register ``listener``; a name registered again replaces the former."""
    _listeners[listener.name] = listener
    _by_fact.clear()
    for known in _listeners.values():
        for fact in known.facts:
            _by_fact.setdefault(fact, []).append(known.name)


def listeners_of(fact_name: str) -> Sequence[str]:
    """The names of those who listen to ``fact_name``."""
    return _by_fact.get(fact_name, ())


def deliver_due(*, only: Iterable[str] | None = None) -> int:
    """Let every listener work off what it owes and is due; return how many deliveries were done."""
    names = list(_listeners) if only is None else [name for name in only if name in _listeners]
    open_names = set(_owing(None, names=names, now=timezone.now()))
    return sum(_deliver(_listeners[name]) for name in names if name in open_names)


@prepared
def _owing(_person: Any, *, names: list[str], now: dt.datetime) -> Any:
    owed = Delivery.objects.filter(done_at__isnull=True, listener__in=names, due_at__lte=now)
    return owed.values_list("listener", flat=True).distinct()


def _deliver(listener: Listener) -> int:
    """Work off what ``listener`` owes now. What is recorded meanwhile waits for the next round: where people
    write all the time there would be no end, and batches of one fact."""
    done, is_full = 0, True
    while is_full:
        batch = _next_batch(listener)
        is_full = len(batch) == listener.at_once
        done += _react(listener, batch) if batch else 0
    return done


def _react(listener: Listener, batch: Sequence[Delivery]) -> int:
    """Let ``listener`` react to ``batch``. One that fails is halved until the guilty fact is alone."""
    try:
        listener.react([delivery.fact for delivery in batch])
    except Exception as problem:  # noqa: BLE001 - one listener's fault must not stop the others
        if len(batch) == 1:
            _postpone(batch[0], problem)
            return 0
        half = len(batch) // 2
        return _react(listener, batch[:half]) + _react(listener, batch[half:])
    _done(ids=[one.pk for one in batch], now=timezone.now())
    return len(batch)


@prepared_change
def _done(*, ids: list[int], now: dt.datetime) -> Any:
    return Delivery.objects.filter(pk__in=ids), {"done_at": now, "problem": ""}


def _next_batch(listener: Listener) -> list[Delivery]:
    return _due(listener.at_once)(None, name=listener.name, now=timezone.now())


@cache
def _due(most: int) -> Prepared:
    """What a listener owes now, ``most`` at once: how many stands in the SQL itself."""

    @prepared
    def due(_person: Any, *, name: str, now: dt.datetime) -> Any:
        rows = Delivery.objects.filter(
            listener=name, done_at__isnull=True, due_at__lte=now, attempts__lt=MAX_ATTEMPTS
        )
        return rows.select_related("fact").order_by("fact_id")[:most]

    return due


def _postpone(delivery: Delivery, problem: Exception) -> None:
    wait = dt.timedelta(seconds=min(2**delivery.attempts, 3600))
    log.error("listener failed", listener=delivery.listener, fact=delivery.fact_id, exc_info=problem)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=delivery.attempts + 1, due_at=timezone.now() + wait, problem=repr(problem)[:500]
    )


def sweep(*, days: int = 7) -> int:
    """Create the deliveries that are missing for facts of the last ``days`` (a listener that is new, a
    process that died). Returns how many."""
    since = timezone.now() - dt.timedelta(days=days)
    missing = 0
    for listener in _listeners.values():
        facts = (
            FactRow.objects.filter(name__in=listener.facts, at__gte=since)
            .exclude(deliveries__listener=listener.name)
            .values_list("pk", flat=True)
        )
        with transaction.atomic():
            rows = [Delivery(fact_id=pk, listener=listener.name) for pk in facts.iterator()]
            Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        missing += len(rows)
    return missing
