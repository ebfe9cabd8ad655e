"""Who hears of what forms collect: those who decide that something waits, its sender what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_noop

from practica.content.collections.facts import RowDecided, RowSent
from practica.content.collections.models import Collection, Submission
from practica.core.communities.queries import core_ids
from practica.core.ledger.models import FactRow
from practica.kit.contracts.notices import Notice, notices_of, settled_by


@notices_of(RowSent)
def waits(fact: FactRow) -> Iterator[Notice]:
    """The core group: one row in the inbox for each collection, renewed by whatever comes."""
    sent = _submission(fact)
    if sent is None or sent.state != Submission.State.WAITING:
        return
    collection: Collection = sent.form.collection
    named = sent.sender.name if sent.sender else sent.name
    sentence = (
        gettext_noop("%(name)s sent “%(row)s” for “%(title)s”. It waits for you.")
        if named
        else gettext_noop("Somebody sent “%(row)s” for “%(title)s”. It waits for you.")
    )
    for person_id in core_ids(collection.entry.community_id):
        yield Notice(
            person_id=person_id,
            reason="row",
            key=_key(collection),
            sentence=sentence,
            values={"name": named, "row": sent.title, "title": collection.entry.title},
            entry_id=collection.entry_id,
            community_id=collection.entry.community_id,
            url=collection.address("waiting"),
        )


@notices_of(RowDecided)
def decided(fact: FactRow) -> Iterator[Notice]:
    """Whoever sent it, if she has an account: where it stands now, or why it was not taken."""
    sent = _submission(fact)
    if sent is None or sent.sender_id is None:
        return
    entry = sent.form.collection.entry
    taken = sent.state == Submission.State.TAKEN
    if taken:
        sentence = gettext_noop("“%(row)s”, which you sent, is in “%(title)s” now.")
    elif sent.reason:
        sentence = gettext_noop("“%(row)s” was not taken into “%(title)s”: %(reason)s")
    else:
        sentence = gettext_noop("“%(row)s” was not taken into “%(title)s”.")
    yield Notice(
        person_id=sent.sender_id,
        reason="row",
        key=f"submission:{sent.uid}",
        sentence=sentence,
        values={"row": sent.title, "title": entry.title, "reason": sent.reason},
        entry_id=sent.row_id if taken and sent.row_id else entry.pk,
        community_id=entry.community_id,
        url=reverse("entries:permalink", args=[sent.row.uid]) if taken and sent.row else "",
    )


@settled_by(RowDecided)
def nothing_waits(fact: FactRow) -> Iterator[str]:
    """The core group need not look when the last row that waited was decided on."""
    sent = _submission(fact)
    if sent is None:
        return
    collection = sent.form.collection
    waiting = Submission.objects.filter(form__collection=collection, state=Submission.State.WAITING)
    if not waiting.exists():
        yield _key(collection)


def _key(collection: Collection) -> str:
    return f"collection:{collection.entry.uid}:sent"


def _submission(fact: FactRow) -> Submission | None:
    rows = Submission.objects.filter(uid=fact.get("submission", ""))
    return rows.select_related("sender", "row", "form__collection__entry__community").first()
