"""What people do with entries for themselves: follow, read, save, vote."""

from __future__ import annotations

import datetime as dt

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
from practica.kit.contracts.reading import entry_was_read


@transaction.atomic
def follow(
    *, entry: Entry | None = None, community: Community | None = None, level: str, actor: Person
) -> None:
    """Choose what to hear of an entry or a community."""
    demand(access.can_keep(actor), _("Sign in first."))
    if level not in Follow.Level.values:
        raise Invalid(_("There is no such level."), field="level")
    Follow.objects.update_or_create(person=actor, entry=entry, community=community, defaults={"level": level})


@transaction.atomic
def follow_if_new(entry: Entry, *, actor: Person) -> None:
    """Follow what one writes in, unless one has chosen otherwise."""
    Follow.objects.get_or_create(person=actor, entry=entry, community=None)


@transaction.atomic
def mark_read(entry: Entry, *, actor: Person) -> None:
    """Remember that ``actor`` has read ``entry`` as it stands."""
    demand(access.can_keep(actor, entry), _("Sign in first."))
    replies = Entry.objects.filter(pk=entry.pk).values_list("reply_count", flat=True).first() or 0
    # One statement: this happens with each page that is opened and each reply that is written.
    ReadMark.objects.bulk_create(
        [ReadMark(person=actor, entry=entry, at=timezone.now(), replies=replies)],
        update_conflicts=True,
        unique_fields=["person", "entry"],
        update_fields=["at", "replies"],
    )
    entry_was_read(actor.pk, entry.pk)


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
