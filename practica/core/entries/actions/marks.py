"""What people do with entries for themselves: follow, read, save, vote."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.entries import access
from practica.core.entries.models import (
    Entry,
    EntryVote,
    Follow,
    ReadMark,
    Saved,
)
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.bulk import put
from practica.kit.contracts.reading import entry_was_read
from practica.kit.prepared import prepared


@transaction.atomic
def follow(
    *, entry: Entry | None = None, community: Community | None = None, level: str, actor: Person
) -> None:
    """Choose what to hear of an entry or a community."""
    demand(access.can_keep(actor), _("Sign in first."))
    if level not in Follow.Level.values:
        raise Invalid(_("There is no such level."), field="level")
    Follow.objects.update_or_create(person=actor, entry=entry, community=community, defaults={"level": level})


# These two happen with each reply that is written, inside the transaction of its action: no savepoint.


@transaction.atomic(savepoint=False)
def follow_if_new(entry: Entry, *, actor: Person) -> None:
    """Follow what one writes in, unless one has chosen otherwise."""
    if not _follows(None, entry=entry.pk, person=actor.pk):
        Follow.objects.get_or_create(person=actor, entry=entry, community=None)


@prepared
def _follows(_person: Any, *, entry: int, person: int) -> Any:
    return Follow.objects.filter(person=person, entry=entry, community=None).values_list("pk", flat=True)


@transaction.atomic(savepoint=False)
def mark_read(entry: Entry, *, actor: Person) -> None:
    """Remember that ``actor`` has read ``entry`` as it stands."""
    demand(access.can_keep(actor, entry), _("Sign in first."))
    put(
        ReadMark,
        {
            "person_id": [actor.pk],
            "entry_id": [entry.pk],
            "at": [timezone.now()],
            "replies": [_replies.first(None, entry=entry.pk) or 0],
        },
        unique=["person_id", "entry_id"],
        update=["at", "replies"],
    )
    entry_was_read(actor.pk, entry.pk)


@prepared
def _replies(_person: Any, *, entry: int) -> Any:
    return Entry.objects.filter(pk=entry).values_list("reply_count", flat=True)


@transaction.atomic
def mark_unread(entry: Entry, *, actor: Person) -> None:
    """Show ``entry`` as new again."""
    ReadMark.objects.update_or_create(
        person=actor, entry=entry, defaults={"at": entry.created - dt.timedelta(seconds=1), "replies": 0}
    )


@transaction.atomic
def save_for_later(entry: Entry, *, actor: Person) -> None:
    """Keep ``entry`` among the saved things."""
    demand(access.can_keep(actor, entry), _("Sign in first."))
    Saved.objects.get_or_create(person=actor, entry=entry)


@transaction.atomic
def unsave(entry: Entry, *, actor: Person) -> None:
    """Take ``entry`` from the saved things."""
    Saved.objects.filter(person=actor.pk, entry=entry).delete()


@transaction.atomic
def vote(entry: Entry, *, actor: Person) -> None:
    """Add one's vote. Voting twice counts once."""
    demand(access.can_vote(actor, entry), _("Members vote, and not on their own."))
    _one, new = EntryVote.objects.get_or_create(person=actor, entry=entry)
    if new:
        Entry.objects.filter(pk=entry.pk).update(vote_count=F("vote_count") + 1)


@transaction.atomic
def unvote(entry: Entry, *, actor: Person) -> None:
    """Take one's vote back."""
    gone, _by_model = EntryVote.objects.filter(person=actor.pk, entry=entry).delete()
    if gone:
        Entry.objects.filter(pk=entry.pk).update(vote_count=F("vote_count") - 1)
