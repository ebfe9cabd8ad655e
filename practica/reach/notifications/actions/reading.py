"""Reading notices, putting them away, choosing what comes by mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.prepared import prepared_change
from practica.reach.notifications import access
from practica.reach.notifications.models import Notice, NotificationChoice


@transaction.atomic
def read(notice: Notice, *, actor: Person) -> None:
    """Remember that ``notice`` was read."""
    demand(access.can_keep(actor, notice))
    Notice.objects.filter(pk=notice.pk, person=actor, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def unread(notice: Notice, *, actor: Person) -> None:
    """Let ``notice`` wait again, also when it was put away."""
    demand(access.can_keep(actor, notice))
    Notice.objects.filter(pk=notice.pk, person=actor).update(read_at=None, done_at=None)


@transaction.atomic
def put_away(notice: Notice, *, actor: Person) -> None:
    """Done with ``notice``: it leaves the inbox, and comes back when something new happens."""
    demand(access.can_keep(actor, notice))
    Notice.objects.filter(pk=notice.pk, person=actor, done_at__isnull=True).update(done_at=timezone.now())


@transaction.atomic
def put_all_away(*, until: Notice | None = None, actor: Person) -> int:
    """Done with everything that waits; with ``until`` only what was there up to that notice, so that one
    which came while the person was reading stays. Returns how many."""
    demand(access.can_keep(actor))
    waiting = Notice.objects.waiting().filter(person=actor)
    if until is not None:
        waiting = waiting.filter(at__lte=until.at)
    return waiting.update(done_at=timezone.now())


def entry_read(person_id: int, entry_id: int) -> None:
    """Who has read an entry has read what we told of it. Inside the transaction that keeps the read mark."""
    _read_with_entry(person=person_id, entry=entry_id, now=timezone.now())


@prepared_change
def _read_with_entry(*, person: int, entry: int, now: dt.datetime) -> Any:
    return Notice.objects.unread().filter(person=person, entry=entry), {"read_at": now}


def community_seen(person_id: int, community_id: int) -> None:
    """Who looks at a community has read what we told of the community itself and of no page in it."""
    about = Notice.objects.unread().filter(
        person=person_id, community=community_id, entry__isnull=True, url=""
    )
    about.update(read_at=timezone.now())


@transaction.atomic
def choose_mail(mail: str, *, actor: Person) -> None:
    """Have mail at once, or none."""
    demand(access.can_keep(actor))
    _choose(actor, mail)


@transaction.atomic
def stop_mail(person: Person) -> None:
    """No more mail for ``person``, who came by the signed link of a mail."""
    _choose(person, NotificationChoice.Mail.NEVER)


def _choose(person: Person, mail: str) -> None:
    if mail not in NotificationChoice.Mail.values:
        raise Invalid(_("There is no such choice."), field="mail")
    NotificationChoice.objects.update_or_create(person=person, defaults={"mail": mail})
