"""An entry comes into the world, is shown, changes, and goes into the bin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.communities.models import Community, Membership
from practica.core.entries import access, facts
from practica.core.entries.actions.marks import mark_read
from practica.core.entries.actions.relating import remember_alias, title_path
from practica.core.entries.actions.verifying import says_something_else
from practica.core.entries.models import (
    TITLE_LENGTH,
    Entry,
)
from practica.core.ledger.actions import record
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand
from practica.kit.models import new_uid
from practica.kit.prepared import prepared_change


def clean_title(title: str) -> str:
    """``title`` on one line. Raises Invalid when it is empty or too long."""
    title = " ".join(title.split())
    if not title:
        raise Invalid(_("Give it a title."), field="title")
    if len(title) > TITLE_LENGTH:
        raise Invalid(
            _("The title is %(long)d characters long; %(most)d is the most.")
            % {"long": len(title), "most": TITLE_LENGTH},
            field="title",
        )
    return title


def create_entry(
    *,
    kind: str,
    community: Community,
    author: Person | None,
    title: str,
    summary: str = "",
    state: str = Entry.State.PUBLISHED,
    audience: str = Entry.Audience.COMMUNITY,
    language: str = "",
    created: dt.datetime | None = None,
    changed: dt.datetime | None = None,
    uid: str = "",
    actor: Person,
) -> Entry:
    """Make the envelope of new content, inside the caller's action (which has asked for the right).

    ``created`` and ``changed`` keep original dates on import, ``uid`` a name given before (:func:`new_uid`)
    so that others could link to it. ``author`` is who wrote it, ``actor`` who brings it.
    """
    now = timezone.now()
    entry = Entry.objects.create(
        uid=uid or new_uid(),
        kind=kind,
        community=community,
        author=author,
        owner=author if author and author.has_account else actor,
        title=clean_title(title),
        summary=summary[:300],
        state=state,
        audience=audience,
        language=language or community.language,
        created=created or now,
        changed=changed or created or now,
        active_at=changed or created or now,
        published=(created or now) if state == Entry.State.PUBLISHED else None,
    )
    if state == Entry.State.PUBLISHED:
        _note_published(entry, actor=actor)
    return entry


def publish_entry(entry: Entry, *, actor: Person) -> None:
    """Let the audience see ``entry``, inside the caller's action."""
    now = timezone.now()
    entry.state, entry.published, entry.active_at = Entry.State.PUBLISHED, entry.published or now, now
    entry.save(update_fields=["state", "published", "active_at"])
    _note_published(entry, actor=actor)


def _note_published(entry: Entry, *, actor: Person) -> None:
    record(
        facts.EntryPublished(
            actor_id=actor.pk,
            subject_id=entry.author_id,
            community_id=entry.community_id,
            entry_id=entry.pk,
            kind=entry.kind,
        )
    )
    _note_activity(entry, actor=actor)


def _note_activity(entry: Entry, *, actor: Person) -> None:
    """Let the community show as new to its members, but not to ``actor``, and not for what few may see."""
    if entry.audience not in (Entry.Audience.COMMUNITY, Entry.Audience.MEMBERS):
        return
    now = timezone.now()
    _is_active(community=entry.community_id, now=now)
    _has_seen(community=entry.community_id, person=actor.pk, now=now)


@prepared_change
def _is_active(*, community: int, now: dt.datetime) -> Any:
    return Community.objects.filter(pk=community), {"active_at": now}


@prepared_change
def _has_seen(*, community: int, person: int, now: dt.datetime) -> Any:
    return Membership.objects.filter(community=community, person=person), {"seen_at": now}


def text_changed(
    entry: Entry,
    *,
    title: str,
    summary: str,
    at: dt.datetime | None = None,
    is_material: bool = True,
    actor: Person,
) -> None:
    """Take over what a new text says of itself, inside the caller's action. An old title stays an alias.

    ``is_material`` False: it says the same in better words; who verified it need not look again.
    """
    title = clean_title(title)
    if title != entry.title:
        remember_alias(entry, title_path(entry.title))
        entry.title = title
        record(facts.EntryRetitled(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk))
    entry.summary, entry.changed = summary[:300], at or timezone.now()
    entry.active_at = max(entry.active_at, entry.changed)
    entry.save(update_fields=["title", "summary", "changed", "active_at"])
    if is_material:
        says_something_else(entry)
    if entry.is_out:
        _note_activity(entry, actor=actor)


def replied(entry: Entry, *, by: int = 1, at: dt.datetime | None = None, actor: Person) -> None:
    """Count ``by`` more replies (fewer when negative), inside the caller's action. ``at`` keeps the original
    date of a reply brought from elsewhere."""
    if by <= 0:
        Entry.objects.filter(pk=entry.pk).update(reply_count=F("reply_count") + by)
        return
    _has_replies(entry=entry.pk, by=by, at=at or timezone.now())
    _note_activity(entry, actor=actor)
    mark_read(entry, actor=actor)


@prepared_change
def _has_replies(*, entry: int, by: int, at: dt.datetime) -> Any:
    new = {"reply_count": F("reply_count") + by, "active_at": Greatest("active_at", Value(at))}
    return Entry.objects.filter(pk=entry), new


def keep_open_comments(entry: Entry, count: int) -> None:
    """Note how many talks about its passages are open, inside the caller's action."""
    Entry.objects.filter(pk=entry.pk).update(open_comment_count=count)
    entry.open_comment_count = count


def show_to_asked(entry: Entry, people: Iterable[Person]) -> None:
    """Let ``people``, and nobody asked before, see ``entry`` while it waits for review, inside the caller's
    action, which has asked for the right. Who is no member sees nothing by it."""
    entry.asked.set(people)


@transaction.atomic
def set_audience(entry: Entry, audience: str, *, readers: Iterable[Person] = (), actor: Person) -> None:
    """Let other people see ``entry`` than now."""
    demand(access.can_set_audience(actor, entry), _("You cannot change who sees this."))
    if audience not in Entry.Audience.values:
        raise Invalid(_("There is no such audience."), field="audience")
    if audience == entry.audience and audience != Entry.Audience.NAMED:
        return
    entry.audience = audience
    entry.save(update_fields=["audience"])
    entry.readers.set(readers if audience == Entry.Audience.NAMED else [])
    record(facts.EntryAudienceChanged(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk))


@transaction.atomic
def bin_entry(entry: Entry, *, actor: Person) -> None:
    """Put ``entry`` into the bin, where it stays for 30 days. There already: nothing happens."""
    demand(access.can_bin(actor, entry), _("You cannot delete this."))
    if entry.state == Entry.State.BINNED:
        return
    was, entry.state, entry.binned_at = str(entry.state), Entry.State.BINNED, timezone.now()
    entry.save(update_fields=["state", "binned_at"])
    record(facts.EntryBinned(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk, was=was))


@transaction.atomic
def restore_entry(entry: Entry, *, actor: Person) -> None:
    """Bring ``entry`` back from the bin, as it was: the bin is no way round a review."""
    demand(access.can_bin(actor, entry), _("You cannot restore this."))
    entry.state, entry.binned_at = _state_before(entry), None
    entry.save(update_fields=["state", "binned_at"])
    record(facts.EntryRestored(actor_id=actor.pk, community_id=entry.community_id, entry_id=entry.pk))


def _state_before(entry: Entry) -> str:
    """What ``entry`` was when it went into the bin; of what lies there since before that was noted, what can
    be told."""
    binned = (
        FactRow.objects.filter(name=facts.EntryBinned.__name__, entry_id=entry.pk).order_by("-pk").first()
    )
    was = binned.get("was") if binned is not None else ""
    return was or (Entry.State.PUBLISHED if entry.published else Entry.State.DRAFT)
