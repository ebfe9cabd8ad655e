"""Saying that an entry is still right, and what takes that away again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries import access, facts
from practica.core.entries.models import Entry, Verification
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, Stale, demand

NOTE_LENGTH = 300


@transaction.atomic
def verify(
    entry: Entry,
    *,
    note: str = "",
    read_of: dt.datetime | None = None,
    at: dt.datetime | None = None,
    actor: Person,
) -> Verification:
    """State that ``entry`` is still right as it stands; ``note`` (300 characters at most) says how that was
    found out.

    ``read_of`` is ``entry.changed`` of the text she read. Raises Stale when another text stands there now:
    nobody vouches for words she has not seen. ``at`` keeps the day of a statement made elsewhere.
    """
    now = Entry.objects.select_for_update(of=("self",)).select_related("community").get(pk=entry.pk)
    demand(access.can_verify(actor, now), _("Its author, its owner and leads verify what is current."))
    note = " ".join(note.split())
    if len(note) > NOTE_LENGTH:
        raise Invalid(
            _("The note is %(long)d characters long; %(most)d is the most.")
            % {"long": len(note), "most": NOTE_LENGTH},
            field="note",
        )
    at = at or timezone.now()
    if at < now.changed:
        raise Invalid(_("It was written as it is only after that day."), field="at")
    if read_of is not None and read_of != now.changed:
        raise Stale(_("The text changed while you were reading. Read it once more, then verify it."))
    verification = Verification.objects.create(entry=now, person=actor, at=at, text_of=now.changed, note=note)
    _keep(entry, verification, Entry.Confidence.VALIDATED)
    record(facts.EntryVerified(verification_id=verification.pk, **_where(now, actor)))
    return verification


@transaction.atomic
def take_back_verification(entry: Entry, *, actor: Person) -> None:
    """Take the statement that stands back. It stays in the history, marked as taken back; an earlier one does
    not come to life again, for it spoke of an earlier day."""
    now = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("community", "verification")
        .get(pk=entry.pk)
    )
    verification = now.verification
    allowed = access.can_take_back_verification(actor, now)
    demand(allowed, _("Only who verified this, or a lead, can take that back."))
    if verification is None:
        return
    verification.taken_back_at = timezone.now()
    verification.save(update_fields=["taken_back_at"])
    _keep(entry, None, Entry.Confidence.NOT_VALIDATED)
    record(
        facts.VerificationTakenBack(
            verification_id=verification.pk, subject_id=verification.person_id, **_where(now, actor)
        )
    )


def says_something_else(entry: Entry) -> None:
    """What ``entry`` says has changed, inside the caller's action: who verified it spoke of another text.

    The statement stays, shown as older than the text, until somebody verifies it again.
    """
    if entry.confidence == Entry.Confidence.VALIDATED:
        Entry.objects.filter(pk=entry.pk).update(confidence=Entry.Confidence.NOT_VALIDATED)
        entry.confidence = Entry.Confidence.NOT_VALIDATED


def _keep(entry: Entry, verification: Verification | None, confidence: str) -> None:
    entry.verification, entry.confidence = verification, confidence
    # The look that was due has just been taken, or is owed again: the kind's own rule says when the next is.
    entry.review_due = None
    entry.save(update_fields=["verification", "confidence", "review_due"])


def _where(entry: Entry, actor: Person) -> dict[str, int]:
    return {"actor_id": actor.pk, "community_id": entry.community_id, "entry_id": entry.pk}
