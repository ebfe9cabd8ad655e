"""Telling people what happened: from facts to notices, and to mail for those who want it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from practica.core.communities.models import Community
from practica.core.entries.models import Entry, Follow, ReadMark
from practica.core.ledger.facts import known_facts
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit.contracts import notices as contract
from practica.reach.notifications.actions.outbox import queue_notice
from practica.reach.notifications.models import KEY_LENGTH, Notice, NotificationChoice

# What reaches somebody who follows something for its highlights only is everything but these.
EVERYDAY = frozenset({"new", "reply", "changed"})


@dataclass(frozen=True)
class _Told:
    """A notice as an app wants it, with the fact it tells of."""

    notice: contract.Notice
    fact: FactRow


def tell(facts: Sequence[FactRow]) -> None:
    """Write the notices of ``facts``, and settle what they settle. A fact told before changes nothing."""
    told = [one for fact in facts for one in _wanted(fact)]
    people = (
        Person.objects.active().select_related("organisation").in_bulk({one.notice.person_id for one in told})
    )
    by_person: dict[int, list[_Told]] = {}
    for one in told:
        if one.notice.person_id in people:
            by_person.setdefault(one.notice.person_id, []).append(one)
    for person_id, mine in by_person.items():
        _tell_person(people[person_id], mine)
    for fact in facts:
        _settle(fact)


def _settle(fact: FactRow) -> None:
    """Put away what others were told waits for them, and does not since ``fact``. What was told of ``fact``
    itself, or later, stays."""
    kind = known_facts().get(fact.name)
    settlers = contract.settlers().get(kind, []) if kind else []
    if keys := {key[:KEY_LENGTH] for settled in settlers for key in settled(fact)}:
        now = timezone.now()
        waiting = Notice.objects.waiting().filter(key__in=keys, fact__lt=fact.pk)
        waiting.update(read_at=Coalesce("read_at", now), done_at=now)


def _wanted(fact: FactRow) -> Iterable[_Told]:
    kind = known_facts().get(fact.name)
    for about in contract.sources().get(kind, ()) if kind else ():
        for notice in about(fact):
            if notice.person_id != fact.actor_id:
                yield _Told(notice, fact)


@transaction.atomic
def _tell_person(person: Person, told: list[_Told]) -> None:
    seen = _in_sight(person, told)
    levels = _levels(person, seen)
    choice = NotificationChoice.objects.filter(person=person).first()
    by_mail = choice is None or choice.mail == NotificationChoice.Mail.AT_ONCE
    for one in seen:
        if _wants(one.notice, levels):
            notice, is_new = _write(person, one)
            if is_new and notice.is_unread and by_mail and person.email:
                queue_notice(notice)


def _in_sight(person: Person, told: list[_Told]) -> list[_Told]:
    entry_ids = {one.notice.entry_id for one in told if one.notice.entry_id}
    community_ids = {one.notice.community_id for one in told if one.notice.community_id}
    entries = set(Entry.objects.visible_to(person).filter(pk__in=entry_ids).values_list("pk", flat=True))
    communities = set(
        Community.objects.visible_to(person).filter(pk__in=community_ids).values_list("pk", flat=True)
    )
    return [
        one
        for one in told
        if one.notice.entry_id in entries | {None} and one.notice.community_id in communities | {None}
    ]


@dataclass(frozen=True)
class _Levels:
    """What a person follows how much, by entry and by community."""

    entries: dict[int, str]
    communities: dict[int, str]


def _levels(person: Person, told: list[_Told]) -> _Levels:
    entry_ids = {one.notice.entry_id for one in told if one.notice.entry_id}
    homes = dict(Entry.objects.filter(pk__in=entry_ids).values_list("pk", "community_id"))
    community_ids = {*homes.values(), *(one.notice.community_id for one in told if one.notice.community_id)}
    follows = Follow.objects.filter(Q(entry__in=entry_ids) | Q(community__in=community_ids), person=person)
    rows = list(follows.values_list("entry_id", "community_id", "level"))
    by_community = {community: level for _entry, community, level in rows if community}
    by_entry = {entry: by_community[home] for entry, home in homes.items() if home in by_community}
    by_entry |= {entry: level for entry, _community, level in rows if entry}
    return _Levels(by_entry, by_community)


def _wants(notice: contract.Notice, levels: _Levels) -> bool:
    """What was said of the entry counts before what was said of its community."""
    if notice.entry_id:
        level = levels.entries.get(notice.entry_id, "")
    else:
        level = levels.communities.get(notice.community_id or 0, "")
    if level == Follow.Level.MUTED:
        return False
    if level == Follow.Level.MENTIONS:
        return notice.reason == "mention"
    return level != Follow.Level.HIGHLIGHTS or notice.reason not in EVERYDAY


def _write(person: Person, told: _Told) -> tuple[Notice, bool]:
    """The row for ``told``, and whether it tells something it did not before."""
    wanted, fact = told.notice, told.fact
    key = wanted.key[:KEY_LENGTH]
    values: dict[str, Any] = {
        "actor_id": fact.actor_id if Person.objects.filter(pk=fact.actor_id).exists() else None,
        "reason": wanted.reason,
        "fact": fact.pk,
        "sentence": wanted.sentence,
        "values": {name: str(value) for name, value in wanted.values.items()},
        "entry_id": wanted.entry_id,
        "community_id": wanted.community_id,
        "anchor": wanted.anchor,
        "url": wanted.url,
        "at": fact.at,
        # Read before it was told: the person was looking at it while it happened.
        "read_at": _read_since(person, wanted.entry_id, fact),
        "done_at": None,
    }
    notice, created = Notice.objects.select_for_update().get_or_create(
        person=person, key=key, defaults=values
    )
    if created or notice.fact >= fact.pk:
        return notice, created
    values["count"] = notice.count + 1 if notice.is_unread else 1
    for field, value in values.items():
        setattr(notice, field, value)
    notice.save(update_fields=[*values])
    return notice, True


def _read_since(person: Person, entry_id: int | None, fact: FactRow) -> Any:
    marks = ReadMark.objects.filter(person=person, entry=entry_id, at__gt=fact.at)
    return marks.values_list("at", flat=True).first() if entry_id else None
